// Values as they travel between engine and plug-in.

/** Stands for what a preview does not know yet (pulumi/sdk/go/common/resource/plugin, UnknownStringValue). */
export const UNKNOWN = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';

/** Without members that are unset. */
export const given = map => Object.fromEntries(Object.entries(map ?? {}).filter(([, value]) => value !== undefined && value !== null));

export const hasUnknown = value => value === UNKNOWN
  || (typeof value === 'object' && value !== null && Object.values(value).some(hasUnknown));

/** Every text in a value, at any depth. */
export function* texts(value) {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null) for (const item of Object.values(value)) yield* texts(item);
}

export const equal = (a, b) => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));

function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(given(value)).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, sorted(item)]));
}
