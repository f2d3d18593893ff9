import type { IForbiddenRuleType } from 'dependency-cruiser';

/** In the order that data flows through them: each may import those before it, none of those after. */
export const FEATURES = [
  'datasets',
  'models',
  'evaluations',
  'calibrations',
  'jobs',
  'deployments',
  'serving',
  'feedback',
  'monitoring',
  'improvement',
];

/** Programs and the parts that put the service together: they may import anything, and nothing imports them. */
const TOP = '^src/(bin/|main\\.ts|boot\\.ts|app\\.module\\.ts)';
const FEATURE = `^src/(${FEATURES.join('|')})/`;

/** What reaches outside a pure computation. Files are for `ml/artifact`, `ml/data` streams, and the worker's own entry. */
const SERVICE_PACKAGES = '^node_modules/(@nestjs/|typeorm/|pg/|pg-boss/|express/|passport/|pino|prom-client/|rxjs/)';
const NETWORK = '^(http|https|http2|net|tls|dgram|dns|dns/promises|child_process|cluster)$';

type Rule = IForbiddenRuleType & { to: object };

const forbid = (name: string, from: Rule['from'], to: Rule['to']): Rule => ({
  name,
  severity: 'error',
  from,
  to,
});

export const importRules: Rule[] = [
  forbid('no cycles', {}, { circular: true }),
  forbid('every import resolves', {}, { couldNotResolve: true }),
  forbid('ml imports nothing else of src', { path: '^src/ml/' }, { path: '^src/', pathNot: '^src/ml/' }),
  forbid('worker imports ml alone', { path: '^src/worker/' }, { path: '^src/', pathNot: '^src/(ml|worker)/' }),
  forbid('ml and worker know no service', { path: '^src/(ml|worker)/' }, { path: SERVICE_PACKAGES }),
  forbid('ml knows no network', { path: '^src/ml/' }, { path: NETWORK }),
  forbid(
    'ONNX Runtime is loaded in one place, with its telemetry off',
    { path: '^src/', pathNot: '^src/ml/engine/onnx/runtime\\.ts$' },
    { path: '^node_modules/onnxruntime-node/' },
  ),
  forbid(
    'of worker, others import its protocols alone',
    { path: '^src/', pathNot: `^src/worker/|${TOP}` },
    { path: '^src/worker/', pathNot: '^src/worker/(model-)?protocol\\.ts$' },
  ),
  forbid(
    'platform imports nothing else of src',
    { path: '^src/platform/' },
    // The configuration knows the names of the devices, and nothing of what computes on them.
    { path: '^src/', pathNot: '^src/(platform/|ml/engine/devices\\.ts$)' },
  ),
  forbid('runner imports no feature', { path: '^src/runner/' }, { path: FEATURE }),
  forbid('nothing imports the top', { path: '^src/', pathNot: TOP }, { path: TOP }),
  ...FEATURES.map((feature, index) =>
    forbid(
      `${feature} imports features to its left alone`,
      { path: `^src/${feature}/` },
      { path: FEATURE, pathNot: `^src/(${FEATURES.slice(0, index + 1).join('|')})/` },
    ),
  ),
];
