import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { importRules } from './import-rules.js';

const ROOT = join(import.meta.dirname, '../..');

async function violations(baseDir: string): Promise<string[]> {
  const { output } = await cruise(['src'], {
    baseDir,
    tsPreCompilationDeps: true,
    detectProcessBuiltinModuleCalls: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
    ruleSet: { forbidden: importRules },
    validate: true,
  });
  return (output as ICruiseResult).summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`);
}

describe('imports', () => {
  it('run one way, without cycles', async () => {
    expect(await violations(ROOT)).toEqual([]);
  });

  /** A rule whose pattern matches nothing forbids nothing: here each one meets what it is there for. */
  describe('that break a rule are found', () => {
    let folder: string;
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'temper-imports-'));
    });
    afterEach(() => rm(folder, { recursive: true, force: true }));

    it.each([
      ['no cycles', 'src/jobs/a.ts', 'src/jobs/b.ts', 'src/jobs/a.ts'],
      ['ml imports nothing else of src', 'src/ml/a.ts', 'src/platform/b.ts'],
      ['worker imports ml alone', 'src/worker/a.ts', 'src/runner/b.ts'],
      ['of worker, others import its protocols alone', 'src/runner/a.ts', 'src/worker/b.ts'],
      ['platform imports nothing else of src', 'src/platform/a.ts', 'src/ml/b.ts'],
      ['runner imports no feature', 'src/runner/a.ts', 'src/jobs/b.ts'],
      ['nothing imports the top', 'src/jobs/a.ts', 'src/app.module.ts'],
      ['datasets imports features to its left alone', 'src/datasets/a.ts', 'src/feedback/b.ts'],
      ['ml knows no network', 'src/ml/a.ts', 'node:http'],
    ])('%s', async (rule, ...chain) => {
      for (const [index, path] of chain.slice(0, 2).entries()) {
        if (path.startsWith('node:')) continue;
        const next = chain[index + 1];
        const target = next?.startsWith('node:') ? next : next && join('/', next).replace(/\.ts$/, '.js');
        const up = '../'.repeat(path.split('/').length - 1).slice(0, -1);
        const from = target?.startsWith('/') ? `${up}${target}` : target;
        await mkdir(dirname(join(folder, path)), { recursive: true });
        await writeFile(join(folder, path), `${from ? `import '${from}';` : ''}\nexport const x = 1;\n`);
      }
      expect(await violations(folder)).toEqual(expect.arrayContaining([expect.stringMatching(`^${rule}:`)]));
    });
  });
});
