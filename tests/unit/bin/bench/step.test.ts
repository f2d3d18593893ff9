import { slopeOf } from '../../../../src/bin/bench/memory-table.js';
import { groupOfNode, isMatrixProduct } from '../../../../src/bin/bench/node-groups.js';
import { peerArm, stepTable } from '../../../../src/bin/bench/step-comparison.js';
import { parseBenchOptions, type StepOptions } from '../../../../src/bin/bench/step-options.js';
import { flops, productGraph } from '../../../../src/bin/bench/step-products.js';
import type { StepResult } from '../../../../src/bin/bench/step-result.js';
import { InputError } from '../../../../src/ml/input-error.js';

const TINY: StepOptions = {
  model: 'bert',
  method: 'full',
  layers: 1,
  hidden: 64,
  batch: 2,
  seq: 8,
  steps: 1,
  dropout: 0.1,
  threads: 1,
  allTokens: false,
};

describe('the options of a step', () => {
  it('are sizes in order, then what is left at its default', () => {
    const options = parseBenchOptions(['2', '64', '4', '16', '--method', 'lora', '--threads', '1']);
    expect(options).toMatchObject({ step: { ...TINY, layers: 2, method: 'lora', batch: 4, seq: 16, steps: 8 } });
    expect(options).toMatchObject({ rounds: 1, products: false, peers: [] });
    expect(parseBenchOptions(['--model', 'gpt2', '--products'])).toMatchObject({
      step: { layers: 12, hidden: 768, batch: 4, seq: 256 },
      rounds: 3,
    });
  });

  it('are refused with what is wrong', () => {
    const refusal = (...argv: string[]) => {
      try {
        return parseBenchOptions(argv);
      } catch (error) {
        return error instanceof InputError && error.message;
      }
    };
    expect(refusal('2', '65')).toContain('multiple of 64');
    expect(refusal('--model', 'gpt2', '--method', 'head')).toContain('--method full alone');
    expect(refusal('--speed')).toContain("Unknown option '--speed'");
    expect(refusal('2', '64', '8', '600')).toContain('a bert takes 512 tokens');
  });

  it('are handed to a peer before its own, which hold', () => {
    const { command } = peerArm('python peer.py --dropout 0', TINY);
    expect(command.slice(0, 4)).toEqual(['python', 'peer.py', '--model', 'bert']);
    expect(command.slice(-3)).toEqual(['--json', '--dropout', '0']);
  });
});

describe('the table of a comparison', () => {
  it('has medians over the rounds, and ratios to ours', () => {
    const run = (seconds: number): StepResult => ({ name: 'x', seconds, best: seconds, peakBytes: 2e9, notes: '' });
    const table = stepTable(
      [
        [run(1), run(2), run(6)],
        [run(5), run(3), run(4)],
      ],
      TINY,
    );
    expect(table.split('\n')[2]).toBe('| x | 2.000 | 1.000 | 8 | 2.00 | 1.000× |  |');
    expect(table.split('\n')[3]).toBe('| x | 4.000 | 3.000 | 4 | 2.00 | 2.000× |  |');
  });
});

describe('the nodes of a step', () => {
  it('are products of the network or other uses of the operator', () => {
    expect(isMatrixProduct('LinearGradient/TemperScaledProduct/MatMul/7', 'MatMul')).toBe(true);
    expect(isMatrixProduct('TemperLinear/Gemm/7', 'FusedGemm')).toBe(true);
    expect(isMatrixProduct('LinearGradient/Sum/MatMul/7', 'MatMul')).toBe(false);
    expect(isMatrixProduct('LayerNormGradient/TemperScaledProduct/MatMul/7', 'MatMul')).toBe(false);
    expect(groupOfNode('LinearGradient/Sum/MatMul/7', 'MatMul')).toBe('gradients of biases');
  });
});

describe('the matrix products of a step', () => {
  it('share operands, and none waits for another', () => {
    const node = (inputs: string[], output: string) => ({
      name: output,
      op: 'FusedMatMul',
      domain: 'com.microsoft',
      inputs,
      outputs: [output],
      attributes: { transA: 1 },
    });
    const product = (inputs: string[], output: string) => ({
      node: node(inputs, output),
      inputShapes: [
        [5, 2],
        [5, 3],
      ],
      outputShape: [2, 3],
    });
    const products = [product(['x', 'w'], 'y'), product(['x', 'y'], 'z')];
    expect(productGraph(products).inputs.map(({ name }) => name)).toEqual(['operand.x', 'operand.w', 'operand.y']);
    expect(flops(products[0]!)).toBe(2 * 2 * 3 * 5);
  });
});

describe('the slope of samples', () => {
  it('is that of the line through them', () => {
    expect(
      slopeOf([
        [0, 1],
        [1, 3],
        [2, 5],
      ]),
    ).toBeCloseTo(2);
    expect(slopeOf([[3, 7]])).toBe(0);
  });
});
