/** Writes the gradient at `point` into `gradient` and returns the value there. */
export type DifferentiableFunction = (point: Float64Array, gradient: Float64Array) => number;

export interface LbfgsOptions {
  /** Ends when the Euclidean norm of the gradient is no more than this. */
  tolerance: number;
  maxIterations: number;
}

/** Nothing can be gained any more by steps that doubles can express. */
const SHORTEST = 1e-20;

/** Steps remembered to approximate the curvature. */
const HISTORY = 10;
/** Share of the decrease that the slope promises which a step must bring (Armijo's condition). */
const SUFFICIENT = 1e-4;

/**
 * Limited-memory BFGS (Nocedal & Wright, "Numerical Optimization", 2006, algorithm 7.5) with backtracking, for smooth
 * convex functions. Starts at `point` and leaves the minimum in it, or what it has come to after `maxIterations`.
 *
 * @returns whether it has converged
 */
export function minimizeLbfgs(
  evaluate: DifferentiableFunction,
  point: Float64Array,
  { tolerance, maxIterations }: LbfgsOptions,
): boolean {
  const gradient = new Float64Array(point.length);
  let value = evaluate(point, gradient);
  const history: Pair[] = [];
  for (let iteration = 0; norm(gradient) > tolerance; iteration++) {
    if (iteration === maxIterations) return false;
    const direction = descentDirection(gradient, history);
    const slope = dot(gradient, direction);
    const step = new Float64Array(point.length);
    const change = Float64Array.from(gradient);
    const start = Float64Array.from(point);
    const startValue = value;
    // Without a memory of the curvature the gradient has no scale: begin with a step of length 1.
    let length = history.length === 0 ? 1 / norm(direction) : 1;
    for (;;) {
      for (let i = 0; i < point.length; i++) point[i] = start[i]! + length * direction[i]!;
      value = evaluate(point, gradient);
      // Close to the minimum the decrease drowns in rounding; there a smaller gradient is progress enough.
      const flat = Math.abs(value - startValue) <= 1e-14 * Math.abs(startValue) && norm(gradient) < norm(change);
      if (value <= startValue + SUFFICIENT * length * slope || flat) break;
      length /= 2;
      if (length < SHORTEST) throw new Error(`no step decreases the function; its gradient is ${norm(change)}`);
    }
    for (let i = 0; i < point.length; i++) {
      step[i] = point[i]! - start[i]!;
      change[i] = gradient[i]! - change[i]!;
    }
    const curvature = dot(step, change);
    if (curvature > 0) history.push({ step, change, curvature });
    if (history.length > HISTORY) history.shift();
  }
  return true;
}

/** A step, by how much it changed the gradient, and the product of the two. */
interface Pair {
  step: Float64Array;
  change: Float64Array;
  curvature: number;
}

/** Minus the approximate inverse Hessian times the gradient, by the two-loop recursion. */
function descentDirection(gradient: Float64Array, history: readonly Pair[]): Float64Array {
  const direction = gradient.map((value) => -value);
  const alphas = new Array<number>(history.length);
  for (let i = history.length - 1; i >= 0; i--) {
    const { step, change, curvature } = history[i]!;
    alphas[i] = dot(step, direction) / curvature;
    addScaled(direction, change, -alphas[i]!);
  }
  const last = history.at(-1);
  if (last) scale(direction, last.curvature / dot(last.change, last.change));
  for (const [i, { step, change, curvature }] of history.entries()) {
    addScaled(direction, step, alphas[i]! - dot(change, direction) / curvature);
  }
  return direction;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

const norm = (a: Float64Array): number => Math.sqrt(dot(a, a));

function addScaled(target: Float64Array, source: Float64Array, factor: number): void {
  for (let i = 0; i < target.length; i++) target[i]! += factor * source[i]!;
}

function scale(target: Float64Array, factor: number): void {
  for (let i = 0; i < target.length; i++) target[i]! *= factor;
}
