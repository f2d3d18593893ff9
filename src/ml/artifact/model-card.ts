/** The README.md of a model: front matter as the Hugging Face Hub reads it, then what a person needs before trusting it. */

import type { Comparison } from '../compression/comparison.js';

export const CARD_FILE = 'README.md';

const CALIBRATION_METRICS = ['ece', 'mce', 'brier', 'nll'] as const;

type CalibrationScores = Readonly<Record<(typeof CALIBRATION_METRICS)[number], number>>;

export interface ModelCard {
  readonly name: string;
  readonly task: string;
  readonly labels: readonly string[] | null;
  readonly baseModel: { readonly id: string; readonly digest: string };
  readonly dataset: {
    readonly id: string;
    readonly name: string;
    readonly version: number;
    readonly digest: string;
    /** Null of a test split that was left unread. */
    readonly counts: { readonly train: number; readonly validation: number; readonly test: number | null };
    /** Steps that changed the texts of its rows, in order. */
    readonly cleaning: readonly string[];
  };
  readonly training: {
    readonly job: string;
    readonly seed: number;
    readonly codeVersion: string;
    /** Tokens; longer texts are cut. */
    readonly maxLength: number;
    readonly hyperparameters: Readonly<Record<string, unknown>>;
  };
  /** Null when the data set has neither a test nor a validation split. */
  readonly evaluation: {
    readonly split: string;
    readonly metrics: Readonly<Record<string, number>>;
    readonly intervals: Readonly<Record<string, readonly [number, number]>>;
    /** A linear model of the words, on the same examples; null for tasks without one. */
    readonly baseline: { readonly metrics: Readonly<Record<string, number>>; readonly statement: string } | null;
  } | null;
  /** Null when the model is not calibrated, or nobody could measure it. */
  readonly calibration: {
    readonly method: string;
    /** Where these were measured: `test`, or `cross-fitted` on validation. */
    readonly evidence: string;
    readonly before: CalibrationScores;
    readonly after: CalibrationScores;
    /** How often its sets hold what is true; absent where it has none. */
    readonly sets?: { readonly coverage: number; readonly after: { readonly covered: number } } | null | undefined;
  } | null;
  /** How it was made, where that is not by fine-tuning: `Distilled` from …; with what it was compared. */
  readonly made?: string;
  readonly comparison?: Comparison;
  /** What was seen while it was made that a user should know. */
  readonly warnings: readonly string[];
}

/** The Hub's names for our tasks. */
const PIPELINE_TAGS: Readonly<Record<string, string>> = {
  'text-classification': 'text-classification',
  'multi-label-classification': 'text-classification',
  'text-regression': 'text-classification',
  'token-classification': 'token-classification',
  'text-generation': 'text-generation',
  chat: 'text-generation',
  text: 'fill-mask',
};
const MAX_LABELS_SHOWN = 50;

export function renderModelCard(card: ModelCard): string {
  const sections = [
    frontMatter(card),
    `# ${escapeMarkdown(card.name)}`,
    introduction(card),
    dataSection(card),
    trainingSection(card),
    ...(card.comparison ? [comparisonSection(card.comparison)] : []),
    evaluationSection(card),
    calibrationSection(card.calibration),
    limitsSection(card),
  ];
  return `${sections.join('\n\n')}\n`;
}

function frontMatter(card: ModelCard): string {
  const { task } = card;
  return [
    '---',
    'library_name: transformers',
    `pipeline_tag: ${yaml(PIPELINE_TAGS[task] ?? task)}`,
    'tags:',
    '  - temper',
    `  - ${yaml(task)}`,
    ...modelIndex(card),
    '---',
  ].join('\n');
}

/** Evaluation results as the Hub shows them beside the card. */
function modelIndex({ name, task, dataset, evaluation }: ModelCard): string[] {
  if (!evaluation) return [];
  const metrics = Object.entries(evaluation.metrics).flatMap(([metric, value]) => [
    `          - type: ${yaml(metric)}`,
    `            value: ${value}`,
  ]);
  return [
    'model-index:',
    `  - name: ${yaml(name)}`,
    '    results:',
    '      - task:',
    `          type: ${yaml(PIPELINE_TAGS[task] ?? task)}`,
    '        dataset:',
    `          name: ${yaml(dataset.name)}`,
    `          type: ${yaml(dataset.id)}`,
    `          split: ${yaml(evaluation.split)}`,
    '        metrics:',
    ...metrics,
  ];
}

function introduction({ task, labels, baseModel, made = 'Fine-tuned' }: ModelCard): string {
  const shown = labels?.slice(0, MAX_LABELS_SHOWN).map(code).join(', ');
  const more = labels && labels.length > MAX_LABELS_SHOWN ? ` and ${labels.length - MAX_LABELS_SHOWN} more` : '';
  return (
    `${made} by Temper for ${task} from ${code(baseModel.id)} (digest \`${baseModel.digest}\`).` +
    (shown ? ` Labels: ${shown}${more}.` : '')
  );
}

function dataSection({ dataset }: ModelCard): string {
  const { train, validation, test } = dataset.counts;
  return [
    '## Data',
    '',
    `Version ${dataset.version} of ${code(dataset.name)} (${code(dataset.id)}, digest \`${dataset.digest}\`).`,
    '',
    ...cleaningNote(dataset.cleaning),
    table(
      ['split', 'examples'],
      [
        ['train', train],
        ['validation', validation],
        ['test', test ?? 'left unread'],
      ],
    ),
  ].join('\n');
}

function cleaningNote(steps: readonly string[]): string[] {
  if (steps.length === 0) return [];
  return [
    `The texts were cleaned first (${steps.map(code).join(', ')}); texts to predict on are not: clean them alike before they are sent.`,
    '',
  ];
}

function trainingSection({ training }: ModelCard): string {
  const rows = Object.entries(training.hyperparameters).map(([name, value]) => [name, JSON.stringify(value)]);
  return [
    '## Training',
    '',
    `Job ${code(training.job)}, seed ${training.seed}, Temper ${training.codeVersion}.`,
    '',
    ...(rows.length ? [table(['hyperparameter', 'value'], rows)] : ['Nothing was trained.']),
  ].join('\n');
}

function evaluationSection({ evaluation }: ModelCard): string {
  if (!evaluation) return '## Metrics\n\nNone: the data set has neither a test nor a validation split.';
  const { baseline } = evaluation;
  const rows = Object.entries(evaluation.metrics).map(([name, value]) => {
    const interval = evaluation.intervals[name];
    const cells = [name, round(value), interval ? `${round(interval[0])} to ${round(interval[1])}` : ''];
    const beside = baseline?.metrics[name];
    return baseline ? [...cells, beside === undefined ? '' : round(beside)] : cells;
  });
  const head = ['metric', 'value', '95 % interval', ...(baseline ? ['linear baseline'] : [])];
  const lines = [`## Metrics on the ${evaluation.split} split`, '', table(head, rows)];
  if (baseline) {
    const about = 'The baseline is TF-IDF of words and word pairs with a linear model, trained on the same split.';
    lines.push('', `${about} ${escapeMarkdown(baseline.statement)}`);
  }
  return lines.join('\n');
}

function comparisonSection({ before, after, tokens, split }: Comparison): string {
  const rows: [string, number, number][] = [
    ['parameters', before.parameters, after.parameters],
    ['weights on disk, bytes', before.bytes, after.bytes],
    ['one text alone, ms', before.latencyMs, after.latencyMs],
    ['texts a second in batches', before.textsPerSecond, after.textsPerSecond],
    ...Object.keys(after.metrics).flatMap((name): [string, number, number][] => {
      const [was, is] = [before.metrics[name], after.metrics[name]];
      return was === undefined || is === undefined ? [] : [[name, was, is]];
    }),
  ];
  const where = split ? ` Metrics are those of the ${split} split.` : '';
  return [
    '## Before and after',
    '',
    `Compared with ${before.model ? code(before.model) : 'the model before'}. Speed is that of the machine that made it, with texts of ${tokens} tokens.${where}`,
    '',
    table(
      ['', 'before', 'after'],
      rows.map(([name, was, is]) => [name, round(was), round(is)]),
    ),
  ].join('\n');
}

function calibrationSection(calibration: ModelCard['calibration']): string {
  if (!calibration)
    return '## Calibration\n\nNone: its probabilities are the softmax of its logits, and may be too sure.';
  const { method, before, after, evidence, sets } = calibration;
  const rows = CALIBRATION_METRICS.map((name) => [name, round(before[name]), round(after[name])]);
  const where = evidence === 'cross-fitted' ? 'cross-fitted on the validation split' : 'on the test split';
  return [
    '## Calibration',
    '',
    `Method: ${method}, kept in \`calibration.json\` and applied to the logits outside the graph. Measured ${where}:`,
    '',
    table(['metric', 'before', 'after'], rows),
    ...(sets
      ? [
          '',
          `Its prediction sets are to hold the truth for ${sets.coverage} of texts, and did for ${round(sets.after.covered)}.`,
        ]
      : []),
  ].join('\n');
}

const CALIBRATION_SECTION = /^## Calibration$[\s\S]*?(?=^## |$(?![\s\S]))/m;

/** The card of a model with the same weights: what it says of calibration is put anew, at its place or at the end. */
export function recalibratedCard(
  card: string,
  { digest, rows, report }: { digest: string; rows: number; report: ModelCard['calibration'] },
): string {
  const told = calibrationSection(report && report.method !== 'none' ? report : null);
  const section = `${told}\n\nFitted on ${rows} examples, with the weights of the model whose digest is \`${digest}\`; the other numbers here are of that model.\n`;
  if (CALIBRATION_SECTION.test(card)) return card.replace(CALIBRATION_SECTION, () => `${section}\n`);
  return card ? `${card.trimEnd()}\n\n${section}` : section;
}

function limitsSection({ training, labels, warnings }: ModelCard): string {
  const limits = [
    `Texts longer than ${training.maxLength} tokens are cut.`,
    'Metrics and calibration hold for texts like those of the data set; on others expect less, and probabilities that are too sure.',
    ...(labels ? ['It answers with one of its labels whatever it is given.'] : []),
    ...warnings.map(escapeMarkdown),
  ];
  return ['## Limits', '', ...limits.map((limit) => `- ${limit}`)].join('\n');
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) =>
    `| ${cells.map((cell) => escapeMarkdown(String(cell))).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function round(value: number): string {
  return String(Number(value.toFixed(4)));
}

/** A JSON string is a YAML string. */
function yaml(text: string): string {
  return JSON.stringify(text);
}

/** Names and labels are the users': none may end its line, its cell or its code span. */
function escapeMarkdown(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\|<`*_[\]#]/g, '\\$&');
}

function code(text: string): string {
  return `\`${text.replace(/\s+/g, ' ').replaceAll('`', "'")}\``;
}
