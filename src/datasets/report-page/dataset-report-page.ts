import type { Split } from '../../ml/data/example.js';
import type { DatasetReport } from '../../ml/data/report.js';
import type { SuspiciousLabel } from '../../ml/evaluation/confident-learning/suspicious-label.js';
import { tag } from '../../ml/pages/markup.js';
import { renderPage, type Section } from '../../ml/pages/page.js';
import { anything, none } from '../../ml/pages/parts.js';
import { suspiciousSection } from './label-sections.js';
import { balanceSection, leakageSection, lengthsSection, rowsSection, splitsSection } from './row-sections.js';

export interface DatasetReportFacts {
  dataset: { id: string; name: string; task: string };
  version: number;
  digest: string;
  counts: Record<Split, number>;
  createdAt: string;
  report: DatasetReport;
  /** The worst of them; the report says how many there are. */
  suspicious: readonly SuspiciousLabel[];
}

/** Fields of the report that have a section of their own; any other is shown as it is. */
const SHOWN = new Set<string>([
  'rows',
  'labels',
  'tokens',
  'leakage',
  'conflicts',
  'columns',
  'badRows',
  'warnings',
  'suspiciousLabels',
  'frozenTest',
] satisfies (keyof DatasetReport)[]);

/** The report of a version as a page to look at. */
export function datasetReportPage(facts: DatasetReportFacts): string {
  const { dataset, version, counts, report } = facts;
  const others = Object.entries(report).filter(([name, value]) => !SHOWN.has(name) && value != null);
  const sections: Section[] = [
    warningsSection(report),
    rowsSection(report),
    splitsSection(counts, report),
    ...(Object.keys(report.labels).length > 0 ? [balanceSection(report)] : []),
    lengthsSection(report),
    leakageSection(report),
    ...(report.suspiciousLabels ? [suspiciousSection(report.suspiciousLabels, facts.suspicious)] : []),
    ...others.map(([name, value], i) => ({ id: `other-${i}`, heading: asWords(name), content: anything(value) })),
  ];
  return renderPage({
    title: `${dataset.name}, version ${version}`,
    facts: [
      ['Data set', dataset.id],
      ['Task', dataset.task],
      ['Made', facts.createdAt],
      ['Digest', facts.digest],
    ],
    sections,
  });
}

function warningsSection({ warnings }: DatasetReport): Section {
  const list = tag(
    'ul',
    { class: 'warnings' },
    warnings.map((warning) => tag('li', {}, warning)),
  );
  return { id: 'warnings', heading: 'Warnings', content: warnings.length > 0 ? list : none('Nothing to remark on.') };
}

/** `badRows` → `Bad rows`. */
function asWords(name: string): string {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
