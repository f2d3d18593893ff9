/** The oldest Node that Temper runs on: major and minor version. */
const OLDEST_NODE = [22, 12] as const;

export const OLDEST_NODE_NAME = OLDEST_NODE.join('.');

export function isTooOld(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1]);
}
