/** What the nodes of a traced step are for, by the names that tracing gives them: `LayerNormGradient/Multiply/Mul/217`. */

const PRODUCTS = /^(Linear|ScaledProduct|BatchMatMul)(Gradient)?\//;
const PRODUCT_OPERATORS = new Set(['Gemm', 'FusedGemm', 'MatMul', 'FusedMatMul']);

const GROUPS: [RegExp, string][] = [
  [/^LinearGradient\/.*Sum\//, 'gradients of biases'],
  [/^CrossEntropy/, 'loss'],
  [/Softmax/, 'softmax'],
  [/^(LayerNorm|Normalization|RmsNorm|InverseRootMeanSquare)/, 'normalisation'],
  [/^(Tanh)?Gelu|^Silu/, 'GELU, SiLU'],
  [/^Rot/, 'rotary positions'],
  [/^(Embedding|GatherOrZero|SelectRows|FirstToken)/, 'embedding and choice of rows'],
  [/^(Dropout|Multiply)\//, 'dropout'],
  [/^(Add|AddN|Sub)\//, 'sums: residuals, attention bias'],
  [
    /^(Rearrange(Gradient)?|Transpose|Reshape|Concat|Slice|Split\w*|Pad\w*|Identity|Cast|ExpandDims|Tile|Pack|Unpack)\//,
    'copying',
  ],
];

/** Whether a node is one of the products that make up the network, its gradients among them. */
export function isMatrixProduct(name: string, op: string): boolean {
  return PRODUCT_OPERATORS.has(op) && PRODUCTS.test(withoutPrefix(name)) && !name.includes('/Sum/');
}

export function groupOfNode(name: string, op: string): string {
  if (isMatrixProduct(name, op)) return 'matrix products';
  const plain = withoutPrefix(name);
  return GROUPS.find(([pattern]) => pattern.test(plain))?.[1] ?? `other: ${plain.split('/')[0]}`;
}

/** Kernels of ours have this before their names. */
const withoutPrefix = (name: string) => name.replaceAll('Temper', '');
