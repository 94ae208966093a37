import { equalsRule, matchesRule } from './match-rule.ts';
import type { PricedModel, PriceFile } from './price-file.ts';

/** The model that a name means: by its exact name, by that without a date, by the rules of families; in this order. */
export function findModel(file: PriceFile, name: string): PricedModel | undefined {
  const given = name.toLowerCase();
  const undated = given.replace(/[-@]\d{4}-?\d{2}-?\d{2}$/, '');
  return (
    named(file, given) ??
    (undated === given ? undefined : named(file, undated)) ??
    file.models.find(({ match }) => match !== undefined && matchesRule(match, given))
  );
}

function named(file: PriceFile, name: string): PricedModel | undefined {
  return file.models.find(({ id }) => id === name) ?? file.models.find(({ match }) => equalsRule(match, name));
}
