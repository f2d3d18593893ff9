/** Gives a traced graph of token inputs the inputs that ONNX exports of transformers have: int64, without positions. */
import type { Graph, GraphNode } from './graph.js';
import { ONNX_TYPE } from './onnx-dtype.js';

const PUBLIC = ['input_ids', 'attention_mask', 'token_type_ids'];

/**
 * The graph with `input_ids`, `attention_mask` and (where it is used) `token_type_ids` as int64 inputs [batch, seq]. They are
 * cast to the types that it was traced with, and the positions counted inside.
 */
export function withPublicInputs(graph: Graph): Graph {
  const internal = (name: string) => (graph.inputs.some((input) => input.name === name) ? `${name}.internal` : name);
  const nodes = graph.nodes.map((node) => ({ ...node, inputs: node.inputs.map(internal) }));
  const used = graph.inputs.filter(({ name }) => PUBLIC.includes(name));
  const cast = (from: string, name: string) => {
    const dtype = graph.inputs.find((input) => input.name === name)?.dtype ?? 'int32';
    return node('Cast', [from], `${name}.internal`, { to: ONNX_TYPE[dtype] });
  };
  const zero = { name: 'zero', shape: [], dtype: 'int64' as const, data: BigInt64Array.of(0n) };
  const one = { name: 'one', shape: [], dtype: 'int64' as const, data: BigInt64Array.of(1n) };
  const axis = { name: 'first_axis', shape: [1], dtype: 'int64' as const, data: BigInt64Array.of(0n) };
  return {
    nodes: [
      ...used.map(({ name }) => cast(name, name)),
      node('Shape', ['input_ids'], 'seq_vector', { start: 1, end: 2 }),
      node('Squeeze', ['seq_vector', axis.name], 'seq_scalar'),
      node('Range', [zero.name, 'seq_scalar', one.name], 'positions'),
      cast('positions', 'position_ids'),
      ...nodes,
    ],
    initializers: [...graph.initializers, zero, one, axis],
    inputs: used.map(({ name, shape }) => ({ name, dtype: 'int64', ...(shape && { shape }) })),
    outputs: graph.outputs,
  };
}

function node(op: string, inputs: string[], output: string, attributes: GraphNode['attributes'] = {}): GraphNode {
  return { name: `PublicInputs/${output}`, op, domain: '', inputs, outputs: [output], attributes };
}
