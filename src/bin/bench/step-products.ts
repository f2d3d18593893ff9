/**
 * The matrix products of a step alone: the same operators on the same shapes with the same threads, in one graph without
 * anything between them. What a step takes beyond that is the price of all the rest.
 */
import { ort } from '../../ml/engine/onnx/runtime.js';
import { createSession } from '../../ml/engine/onnx/session.js';
import { elementCount } from '../../ml/engine/parameter-store.js';
import type { Graph, GraphNode } from '../../ml/program/graph.js';
import { traceGradients } from '../../ml/program/trace.js';
import { isMatrixProduct } from './node-groups.js';
import type { NodeRun } from './profiled-session.js';
import type { StepOptions } from './step-options.js';
import { inspectStep } from './step-profile.js';

const SETTLING_RUNS = 3;
/** What ONNX Runtime adds to the name of a product that it puts together with the sum behind it. */
const FUSED = /\/MatMulAddFusion$/;

interface Product {
  node: GraphNode;
  inputShapes: number[][];
  outputShape: number[];
}

export async function measureProducts(options: StepOptions): Promise<{ times: number[]; notes: string }> {
  const products = await productsOf(options);
  const session = await createSession(productGraph(products), options);
  const feeds = inputTensors(products);
  const fetches = outputTensors(products);
  const times: number[] = [];
  for (let run = 0; run < options.steps + SETTLING_RUNS; run++) {
    const start = performance.now();
    await session.run(feeds, fetches as never);
    times.push((performance.now() - start) / 1000);
  }
  await session.release();
  const gigaflops = products.reduce((sum, product) => sum + flops(product), 0) / 1e9;
  return {
    times: times.slice(SETTLING_RUNS),
    notes: `${products.length} products, ${gigaflops.toPrecision(4)} GFLOP`,
  };
}

/** Every product of a step, as ONNX Runtime met it. */
async function productsOf(options: StepOptions): Promise<Product[]> {
  const { program, nodes } = await inspectStep(options);
  const traced = new Map((await traceGradients(program)).graph.nodes.map((node) => [node.name, node]));
  return nodes
    .filter(({ name, op }) => isMatrixProduct(name, op))
    .map((run) => toProduct(run, traced.get(run.name.replace(FUSED, ''))));
}

function toProduct({ name, inputShapes, outputShapes }: NodeRun, node: GraphNode | undefined): Product {
  if (!node) throw new Error(`ONNX Runtime ran a product that the step does not have: ${name}`);
  return { node, inputShapes, outputShape: outputShapes[0]! };
}

// An operand may be what another product gives; here both are inputs and no product waits for another.
const operand = (name: string) => `operand.${name}`;

/** Operands that several products share, as a layer's input is by forward and backward pass, are shared here too. */
export function productGraph(products: readonly Product[]): Graph {
  return {
    nodes: products.map(({ node }) => ({ ...node, inputs: node.inputs.map(operand) })),
    initializers: [],
    inputs: [...operands(products)].map(([name, shape]) => ({ name, dtype: 'float32', shape })),
    outputs: products.map(({ node, outputShape }) => ({
      name: node.outputs[0]!,
      dtype: 'float32',
      shape: outputShape,
    })),
  };
}

const operands = (products: readonly Product[]) =>
  new Map(products.flatMap(({ node, inputShapes }) => node.inputs.map((name, i) => [operand(name), inputShapes[i]!])));

function inputTensors(products: readonly Product[]): Record<string, ort.Tensor> {
  return Object.fromEntries(
    [...operands(products)].map(([name, shape]) => {
      // The values do not matter, so long as they are none that processors take longer for.
      const values = new Float32Array(elementCount(shape)).map((_, i) => (i % 13) / 13 - 0.5);
      return [name, new ort.Tensor('float32', values, shape)];
    }),
  );
}

/** Outputs of one shape are written to one place: nobody reads them, and fresh memory each time would cost more than the product. */
function outputTensors(products: readonly Product[]): Record<string, ort.Tensor> {
  const places = new Map<string, ort.Tensor>();
  return Object.fromEntries(
    products.map(({ node, outputShape }) => {
      const key = outputShape.join();
      const place =
        places.get(key) ?? new ort.Tensor('float32', new Float32Array(elementCount(outputShape)), outputShape);
      places.set(key, place);
      return [node.outputs[0]!, place];
    }),
  );
}

/** A multiplication and an addition for each number of the output and each term of its sum. */
export function flops({ node, inputShapes, outputShape }: Product): number {
  const terms = inputShapes[0]!.at(node.attributes.transA === 1 ? -2 : -1)!;
  return 2 * elementCount(outputShape) * terms;
}
