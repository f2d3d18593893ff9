import type { Architecture } from '../../ml/architectures/architecture.js';
import { firstToken } from '../../ml/program/operators/rows.js';

/** The same encoder without its shortcut: the last layer computes every token, of which a classifier reads the first. */
export function computingAllTokens(architecture: Architecture): Architecture {
  return {
    ...architecture,
    encode(network, inputs, positions) {
      const encoding = architecture.encode(network, inputs, 'all');
      if (positions === 'all') return encoding;
      const states = encoding.hidden.reshape([encoding.batch, encoding.seq, architecture.sizes.width]);
      return { ...encoding, hidden: firstToken(states) };
    },
  };
}
