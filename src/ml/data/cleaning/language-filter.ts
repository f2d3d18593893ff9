import type { LanguageFilter } from './cleaning-options.js';

/** Characters looked at: more don't make it surer. */
const ENOUGH = 2000;
/** How steeply a lead in scores makes a language surer. */
const STEEPNESS = 10;

export interface FoundLanguage {
  language: string;
  /** How sure it is that the text is in this language rather than in one of those to keep, 0.5 to 1. */
  confidence: number;
}

/** Says for a text which language it is surely in, if that is none of those to keep; null where the text may stay. */
export type OtherLanguage = (text: string) => FoundLanguage | null;

/**
 * Loads the detector: `eld`, by n-grams of bytes, offline, 60 languages. Its scores are between 0 and 1 and no probabilities; what
 * counts here is by how much the language found leads the best one to keep: s₁¹⁰ ÷ (s₁¹⁰ + s₂¹⁰).
 */
export async function loadLanguageFilter({ keep, minConfidence }: LanguageFilter): Promise<OtherLanguage> {
  const { eld } = await import('eld/small');
  const detector = eld.newInstance();
  // Addresses of pages and people say nothing of the language.
  detector.enableTextCleanup(true);
  return (text) => {
    const found = detector.detect(text.slice(0, ENOUGH));
    if (found.language === '' || (keep as string[]).includes(found.language) || !found.isReliable()) return null;
    const scores = found.getScores();
    const [first, kept] = [scores[found.language] ?? 0, Math.max(...keep.map((language) => scores[language] ?? 0))];
    const confidence = first ** STEEPNESS / (first ** STEEPNESS + kept ** STEEPNESS);
    return confidence >= minConfidence ? { language: found.language, confidence } : null;
  };
}
