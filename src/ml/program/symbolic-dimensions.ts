/**
 * Dimensions whose size is known only at run time. Each is traced as a prime so large that no model has a dimension of
 * that size: an integer that the prime divides is the dimension times a constant. What is close to a multiple without
 * being one (a sum or difference of dimensions), or a float made of one, would be baked into the graph, so it throws.
 */
export class TraceError extends Error {
  override name = 'TraceError';
}

/** In order of use. Products of a few of them and any model's dimensions stay below 2^53. */
const PRIMES = [104_729, 13_007, 21_013, 31_013] as const;
/** A literal at most this far from a small multiple of a prime is taken for arithmetic on the dimension. */
const NEAR = 8;
const SMALL_MULTIPLE = 64;
/** A float is suspected of holding a dimension times a constant up to this, or times another dimension. */
const LARGEST_FACTOR = 4096;

export class SymbolicDimensions {
  readonly #primes = new Map<string, number>();

  constructor(names: readonly string[]) {
    if (names.length > PRIMES.length) {
      throw new TraceError(`a program has at most ${PRIMES.length} symbolic dimensions, found ${names.join(', ')}`);
    }
    names.forEach((name, i) => {
      this.#primes.set(name, PRIMES[i]!);
    });
  }

  /** The size that stands for the dimension while tracing. */
  size(name: string): number {
    const prime = this.#primes.get(name);
    if (prime === undefined) throw new TraceError(`"${name}" is not a symbolic dimension of this program`);
    return prime;
  }

  /** Splits a traced integer into the symbolic dimensions it is a product of, and a constant. */
  factor(value: number): { factors: number[]; constant: number } {
    const factors: number[] = [];
    let constant = value;
    if (value !== 0) {
      for (const prime of this.#primes.values()) {
        while (constant % prime === 0) {
          constant /= prime;
          factors.push(prime);
        }
      }
    }
    if (!factors.length) this.#refuseInInteger(value);
    return { factors, constant };
  }

  /** The size at run time of a traced one: `sizes` names each dimension's. */
  resolve(value: number, sizes: Readonly<Record<string, number>>): number {
    let real = value;
    for (const [name, prime] of this.#primes) {
      while (real !== 0 && real % prime === 0) {
        const size = sizes[name];
        if (size === undefined) throw new TraceError(`no size given for the dimension "${name}"`);
        real = (real / prime) * size;
      }
    }
    return real;
  }

  /** How the ONNX graph names a dimension of a traced size: a number, `batch`, or `batch*seq*12`. */
  label(size: number): number | string {
    const names: string[] = [];
    let rest = size;
    for (const [name, prime] of this.#primes) {
      while (rest !== 0 && rest % prime === 0) {
        rest /= prime;
        names.push(name);
      }
    }
    if (!names.length) {
      this.#refuseInInteger(size);
      return size;
    }
    return (rest === 1 ? names : [...names, String(rest)]).join('*');
  }

  /** Throws for a float that is a symbolic dimension's size or one over it, as the gradient of `tf.mean` makes. */
  refuseInFloat(value: number): void {
    for (const [name, prime] of this.#primes) {
      for (const magnitude of [Math.abs(value), Math.abs(1 / value)]) {
        const quotient = magnitude / prime;
        const nearest = Math.round(quotient);
        const plausible = nearest >= 1 && (nearest <= LARGEST_FACTOR || this.#isMultiple(nearest));
        if (plausible && Math.abs(quotient - nearest) / nearest < 1e-6) {
          throw new TraceError(
            `the float ${value} is made of the size of the dimension "${name}" and would be baked into the graph; feed it as an input`,
          );
        }
      }
    }
  }

  #isMultiple(value: number): boolean {
    return [...this.#primes.values()].some((prime) => value % prime === 0);
  }

  #refuseInInteger(value: number): void {
    for (const [name, prime] of this.#primes) {
      const multiple = Math.round(Math.abs(value) / prime);
      if (multiple < 1 || multiple > SMALL_MULTIPLE) continue;
      const distance = Math.abs(Math.abs(value) - multiple * prime);
      if (distance > 0 && distance <= NEAR) {
        throw new TraceError(
          `the integer ${value} is a sum or difference of the dimension "${name}" and would be baked into the graph; use an operation that needs none`,
        );
      }
    }
  }
}
