import { unknownVariables } from '../../src/platform/config/config.js';
import { filesIn, textOf } from './source-files.js';

/** Everything people read or copy from. */
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'docker/Dockerfile',
  'docker/compose.yaml',
  ...filesIn(['docs', 'docker'], /\.md$/),
];
const { scripts } = JSON.parse(textOf('package.json'));

function unknownNames(text: string): string[] {
  const variables = text.match(/\bTEMPER_[A-Z][A-Z_]*\b/g) ?? [];
  const commands = [...text.matchAll(/npm run ([a-z][a-z:-]*)/g)].map(([, name]) => name!);
  return [
    ...unknownVariables(Object.fromEntries(variables.map((name) => [name, '']))),
    ...commands.filter((name) => !(name in scripts)),
  ];
}

describe('what is written about the service', () => {
  it('names no environment variable and no npm script that is not there', () => {
    expect(unknownNames('set TEMPER_PROT and call npm run strat, with TEMPER_PORT and npm run build')).toEqual([
      'TEMPER_PROT',
      'strat',
    ]);
    expect(pages.flatMap((path) => unknownNames(textOf(path)).map((name) => `${path}: ${name}`))).toEqual([]);
  });
});
