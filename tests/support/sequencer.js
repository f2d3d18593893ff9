import Sequencer from '@jest/test-sequencer';

/** By how long their files take, longest first. */
const FOLDERS = ['e2e', 'integration', 'ml', 'architecture', 'bench', 'unit'];

const rank = ({ path }) => FOLDERS.findIndex((folder) => path.includes(`/tests/${folder}/`));

/** Long files first, so that in the end no worker waits for another: a fresh checkout knows of no durations yet. */
export default class LongFoldersFirst extends Sequencer {
  sort(tests) {
    return super.sort(tests).sort((a, b) => rank(a) - rank(b));
  }
}
