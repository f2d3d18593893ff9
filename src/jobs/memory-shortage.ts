import { totalmem } from 'node:os';

const GB = 1e9;

/** What this process and those it starts may use together: the container's limit, or the machine's memory. */
function memoryLimit(): number {
  const total = totalmem();
  const constrained = process.constrainedMemory();
  return constrained > 0 ? Math.min(constrained, total) : total;
}

/** What is too much of a job that needs so many bytes, and what to do; null where it fits. */
export function memoryShortage(bytes: number, limit = memoryLimit()): string | null {
  if (bytes <= limit) return null;
  const [needed, there] = [bytes, limit].map((size) => (size / GB).toFixed(1));
  return (
    `it needs about ${needed} GB of memory, and this machine has ${there} GB. Raise gradientAccumulation, lower batchSize ` +
    'or maxLength, or use the method lora or head'
  );
}
