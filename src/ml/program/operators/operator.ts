/**
 * Operators of our own: TF.js kernels with a gradient, a lowering to ONNX for tracing, and a definition in ordinary TF.js
 * operations, which says what they mean and runs them on any other backend.
 */
import * as tf from '@tensorflow/tfjs';
import { lower, within } from '../tracing-backend.js';

type Attributes = Record<string, unknown>;

export interface OperatorDefinition<Input extends string, A extends Attributes> {
  name: string;
  /** What the operator computes, in TF.js operations. Temporaries are disposed of. */
  define(inputs: Record<Input, tf.Tensor>, attributes: A): tf.Tensor | tf.Tensor[];
  lower(inputs: Record<Input, tf.TensorInfo>, attributes: A): tf.TensorInfo | tf.TensorInfo[];
  gradient?: {
    /** Inputs that the gradient needs, handed to it by name. */
    inputs: Input[];
    /** Whether it needs the output too. */
    output?: boolean;
    of(
      dy: tf.Tensor,
      saved: Record<Input | 'output', tf.Tensor>,
      attributes: A,
    ): Partial<Record<Input, () => tf.Tensor>>;
  };
}

const definitions: OperatorDefinition<string, Attributes>[] = [];
const eagerBackends = new Set<string>();

/** Makes an operator known to TF.js; the result runs it on the backend in use. */
export function defineOperator<
  Input extends string,
  A extends Attributes,
  Output extends tf.Tensor | tf.Tensor[] = tf.Tensor,
>(definition: OperatorDefinition<Input, A>): (inputs: Record<Input, tf.Tensor>, attributes: A) => Output {
  const { name, gradient } = definition;
  const kernelName = `Temper${name}`;
  lower(kernelName, ({ inputs, attrs }) => definition.lower(inputs as Record<Input, tf.TensorInfo>, attrs as A));
  if (gradient) {
    tf.registerGradient({
      kernelName,
      inputsToSave: gradient.inputs,
      outputsToSave: gradient.output ? [true] : [],
      gradFunc: (dy, saved, attributes) => {
        const names = [...gradient.inputs, 'output'] as (Input | 'output')[];
        const byName = Object.fromEntries(saved.map((tensor, i) => [names[i]!, tensor]));
        const part = `${name}Gradient`;
        const gradients = within(part, () =>
          gradient.of(dy as tf.Tensor, byName as Record<Input | 'output', tf.Tensor>, attributes as A),
        );
        const thunks = Object.entries(gradients as Record<string, () => tf.Tensor>);
        return Object.fromEntries(thunks.map(([input, thunk]) => [input, () => within(part, thunk)]));
      },
    });
  }
  const general = definition as unknown as OperatorDefinition<string, Attributes>;
  definitions.push(general);
  for (const backend of eagerBackends) registerEager(general, backend);
  return (inputs, attributes) =>
    tf.engine().runKernel(kernelName, inputs, attributes as unknown as tf.NamedAttrMap) as unknown as Output;
}

function registerEager(definition: OperatorDefinition<string, Attributes>, backendName: string) {
  tf.registerKernel({
    kernelName: `Temper${definition.name}`,
    backendName,
    kernelFunc: ({ inputs, attrs }) =>
      tf.tidy(() => definition.define(inputs as Record<string, tf.Tensor>, (attrs ?? {}) as Attributes)),
  });
}

/** Lets a backend other than the tracing one run these operators, by their definitions. */
export function enableOperators(backendName: string): void {
  if (eagerBackends.has(backendName)) return;
  eagerBackends.add(backendName);
  for (const definition of definitions) registerEager(definition, backendName);
}
