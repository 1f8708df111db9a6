// What differs between the inputs a resource has and those it shall have, and whether that takes another resource.
import { equal, given } from './values.mjs';

// Replaced when it gets smaller, and only then, which no schema says.
// https://github.com/hashicorp/terraform-provider-google/blob/main/google/services/compute/resource_compute_disk.go (isDiskShrinkage)
const REPLACED_WHEN_SMALLER = { 'gcp:compute/disk:Disk': 'size' };

/**
 * @returns {{path: string, kind: 'ADD'|'DELETE'|'UPDATE', replaces: boolean}[]} in the order of the new inputs; nested paths
 * as in detailed diffs: networkInterfaces[0].networkIp
 */
export function changes(contract, token, olds, news) {
  const { inputProperties, properties } = contract.resource(token);
  // Native providers mark the outputs.
  const marked = Object.fromEntries(Object.entries(inputProperties).map(([key, schema]) =>
    [key, properties[key]?.replaceOnChanges ? { ...schema, willReplaceOnChanges: true } : schema]));
  const smaller = REPLACED_WHEN_SMALLER[token];
  return ofObject(contract, given(olds), given(news), marked, '').map(change =>
    (change.path === smaller && news[smaller] < olds[smaller] ? { ...change, replaces: true } : change));
}

/**
 * Pulumi's bridge deletes first what has a name that it did not make up: two resources of one name are refused.
 * https://github.com/pulumi/pulumi-terraform-bridge/blob/main/pkg/tfbridge/names.go
 */
export function deletesFirst(contract, token, news) {
  const { inputProperties, requiredInputs = [] } = contract.resource(token);
  return Boolean(inputProperties.name) && !requiredInputs.includes('name') && news.name !== undefined && contract.name !== 'command';
}

function ofObject(contract, olds, news, properties, at) {
  const keys = [...new Set([...Object.keys(news), ...Object.keys(olds)])];
  return keys.flatMap(key => ofValue(contract, olds[key], news[key], properties[key], at ? `${at}.${key}` : key));
}

// Of nested objects their number counts, and what is marked in each: as providers compare them.
function ofValue(contract, before, after, schema, path) {
  if (equal(before, after)) return [];
  const replaces = Boolean(schema?.willReplaceOnChanges) || ((before === undefined || after === undefined) && replacesInside(contract, schema, before ?? after));
  const whole = [{ path, kind: before === undefined ? 'ADD' : after === undefined ? 'DELETE' : 'UPDATE', replaces }];
  if (before === undefined || after === undefined) return whole;
  if (Array.isArray(before) && Array.isArray(after)) {
    const item = { ...schema?.items, ...((replaces && !membersOf(contract, schema?.items)) && { willReplaceOnChanges: true }) };
    const each = Array.from({ length: Math.max(before.length, after.length) }, (_, i) => ofValue(contract, before[i], after[i], item, `${path}[${i}]`)).flat();
    return replaces && before.length !== after.length ? each.map(change => ({ ...change, replaces: true })) : each;
  }
  const members = membersOf(contract, schema);
  return members && isMap(before) && isMap(after) ? ofObject(contract, given(before), given(after), members, path) : whole;
}

// A block that comes or goes replaces the resource when any input that it sets does.
function replacesInside(contract, schema, value) {
  if (schema?.items && Array.isArray(value)) return value.some(item => replacesInside(contract, schema.items, item));
  const members = membersOf(contract, schema);
  return Boolean(members) && isMap(value)
    && Object.entries(given(value)).some(([key, item]) => members[key]?.willReplaceOnChanges || replacesInside(contract, members[key], item));
}

const membersOf = (contract, schema) => (schema?.$ref ? contract.typeOf(schema.$ref)?.properties : undefined);
const isMap = value => typeof value === 'object' && value !== null && !Array.isArray(value);
