// One way to write a contract: keys in code-unit order, `required` lists too, two-space indent, a last newline.
export function canonical(value) {
  return JSON.stringify(sorted(value), null, 2) + '\n';
}

function sorted(value, key) {
  if (Array.isArray(value)) {
    const items = value.map(v => sorted(v));
    return key === 'required' || key === 'requiredInputs' ? items.sort() : items;
  }
  if (value === null || typeof value !== 'object') {
    return value;
  }
  return Object.fromEntries(Object.keys(value).sort().map(k => [k, sorted(value[k], k)]));
}
