import type { ResolvedAnonymize } from './anonymize-options.js';
import { findCards } from './detectors/card.js';
import { findEmails } from './detectors/email.js';
import { findIbans } from './detectors/iban.js';
import { findIps } from './detectors/ip.js';
import { findMacs } from './detectors/mac.js';
import { findNationalIds } from './detectors/national-id.js';
import { findPersons } from './detectors/person.js';
import { phoneDetector } from './detectors/phone.js';
import { findSecrets } from './detectors/secret.js';
import { findUrlCredentials } from './detectors/url-credentials.js';
import { type Detector, ENTITIES, type Entity, type Finding } from './entities.js';

/** Finds all that is asked for in a text, without overlaps, in order. */
export function entityFinder({ entities, countries }: Pick<ResolvedAnonymize, 'entities' | 'countries'>) {
  const all: Readonly<Record<Entity, Detector>> = {
    secret: findSecrets,
    'url-credentials': findUrlCredentials,
    email: findEmails,
    iban: findIbans,
    card: findCards,
    'national-id': findNationalIds,
    mac: findMacs,
    ip: findIps,
    phone: phoneDetector(countries),
    person: findPersons,
  };
  const detectors = entities.map((entity) => all[entity]);
  return (text: string): Finding[] => withoutOverlaps(detectors.flatMap((detect) => [...detect(text)]));
}

/** Of findings that overlap the strongest stays, of one kind the longest. */
function withoutOverlaps(findings: Finding[]): Finding[] {
  if (findings.length < 2) return findings;
  const strength = (finding: Finding) => ENTITIES.indexOf(finding.entity);
  const inOrder = findings.sort((a, b) => a.start - b.start || b.end - a.end);
  const kept: Finding[] = [];
  for (const finding of inOrder) {
    let wins = true;
    // What ends before this one starts lies further down, and nothing that is kept overlaps.
    for (let last = kept.at(-1); wins && last && last.end > finding.start; last = kept.at(-1)) {
      const difference = strength(finding) - strength(last) || last.end - last.start - (finding.end - finding.start);
      if (difference < 0) kept.pop();
      else wins = false;
    }
    if (wins) kept.push(finding);
  }
  return kept;
}
