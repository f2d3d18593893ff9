/** AdamW with decoupled weight decay (Loshchilov and Hutter, 2019, arXiv:1711.05101), as `torch.optim.AdamW` computes it. */
import type { ParameterStore } from '../engine/parameter-store.js';

export interface AdamWOptions {
  weightDecay: number;
  beta1?: number;
  beta2?: number;
  epsilon?: number;
  /** Gradients are scaled down to this global norm; Infinity leaves them. */
  maxGradNorm: number;
}

export interface OptimizedWeight {
  name: string;
  decay: boolean;
  /** Multiplies the learning rate. */
  rateFactor: number;
  /** Steps before it moves at all; 0 by default. Until then its gradient counts for nothing. */
  stillFor?: number;
}

export class AdamW {
  constructor(
    private readonly store: ParameterStore,
    private readonly weights: readonly OptimizedWeight[],
    private readonly options: AdamWOptions,
  ) {}

  /** One update from the store's gradients; `step` counts from 1. Returns the gradients' global norm before clipping. */
  update(step: number, learningRate: number): number {
    const { weightDecay, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, maxGradNorm } = this.options;
    const moving = this.weights.filter(({ stillFor = 0 }) => step > stillFor);
    if (moving.length < this.weights.length) {
      for (const { name, stillFor = 0 } of this.weights) {
        if (step <= stillFor) this.store.view('gradient', name).fill(0);
      }
    }
    const norm = this.store.gradientNorm();
    const scale = norm > maxGradNorm ? maxGradNorm / (norm + 1e-6) : 1;
    for (const { name, decay, rateFactor, stillFor = 0 } of moving) {
      const rate = learningRate * rateFactor;
      const moved = step - stillFor;
      this.store.updateAdamW(name, {
        beta1,
        beta2,
        epsilon,
        keep: decay ? 1 - rate * weightDecay : 1,
        rate: rate / (1 - beta1 ** moved),
        root: 1 / Math.sqrt(1 - beta2 ** moved),
        scale,
      });
    }
    return norm;
  }
}
