/** The README.md of a model: front matter as the Hugging Face Hub reads it, then what a person needs before trusting it. */

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
    readonly counts: { readonly train: number; readonly validation: number; readonly test: number };
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
  } | null;
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
    evaluationSection(card),
    calibrationSection(card),
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

function introduction({ task, labels, baseModel }: ModelCard): string {
  const shown = labels?.slice(0, MAX_LABELS_SHOWN).map(code).join(', ');
  const more = labels && labels.length > MAX_LABELS_SHOWN ? ` and ${labels.length - MAX_LABELS_SHOWN} more` : '';
  return (
    `Fine-tuned by Temper for ${task} from ${code(baseModel.id)} (digest \`${baseModel.digest}\`).` +
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
    table(
      ['split', 'examples'],
      [
        ['train', train],
        ['validation', validation],
        ['test', test],
      ],
    ),
  ].join('\n');
}

function trainingSection({ training }: ModelCard): string {
  const rows = Object.entries(training.hyperparameters).map(([name, value]) => [name, JSON.stringify(value)]);
  return [
    '## Training',
    '',
    `Job ${code(training.job)}, seed ${training.seed}, Temper ${training.codeVersion}.`,
    '',
    table(['hyperparameter', 'value'], rows),
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

function calibrationSection({ calibration }: ModelCard): string {
  if (!calibration)
    return '## Calibration\n\nNone: its probabilities are the softmax of its logits, and may be too sure.';
  const { method, before, after, evidence } = calibration;
  const rows = CALIBRATION_METRICS.map((name) => [name, round(before[name]), round(after[name])]);
  const where = evidence === 'cross-fitted' ? 'cross-fitted on the validation split' : 'on the test split';
  return [
    '## Calibration',
    '',
    `Method: ${method}, kept in \`calibration.json\` and applied to the logits outside the graph. Measured ${where}:`,
    '',
    table(['metric', 'before', 'after'], rows),
  ].join('\n');
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
