/** Gives a traced graph of token inputs the inputs that ONNX exports of transformers have: int64, without positions. */
import type { Graph, GraphNode } from './graph.js';
import { ONNX_TYPE } from './onnx-dtype.js';

const PUBLIC = ['input_ids', 'attention_mask', 'token_type_ids'];

/**
 * The graph with `input_ids`, `attention_mask` and (where it is used) `token_type_ids` as int64 inputs [batch, seq];
 * the mask is cast and the positions counted inside.
 */
export function withPublicInputs(graph: Graph): Graph {
  const internal = (name: string) => (name === 'attention_mask' || name === 'position_ids' ? `${name}.internal` : name);
  const nodes = graph.nodes.map((node) => ({ ...node, inputs: node.inputs.map(internal) }));
  const used = graph.inputs.filter(({ name }) => PUBLIC.includes(name));
  const zero = { name: 'zero', shape: [], dtype: 'int64' as const, data: BigInt64Array.of(0n) };
  const one = { name: 'one', shape: [], dtype: 'int64' as const, data: BigInt64Array.of(1n) };
  const axis = { name: 'first_axis', shape: [1], dtype: 'int64' as const, data: BigInt64Array.of(0n) };
  return {
    nodes: [
      node('Cast', ['attention_mask'], internal('attention_mask'), { to: ONNX_TYPE.float32 }),
      node('Shape', ['input_ids'], 'seq_vector', { start: 1, end: 2 }),
      node('Squeeze', ['seq_vector', axis.name], 'seq_scalar'),
      node('Range', [zero.name, 'seq_scalar', one.name], internal('position_ids')),
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
