import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changes, deletesFirst } from '../src/changes.mjs';
import { Contract } from '../src/contract.mjs';
import { UNKNOWN } from '../src/values.mjs';

const contracts = Object.fromEntries(['aws', 'azure', 'gcp', 'command'].map(name => [name, Contract.read(name)]));
const found = (token, olds, news) => changes(contracts[token.split(':')[0]], token, olds, news)
  .map(({ path, kind, replaces }) => `${kind} ${path}${replaces ? ' replaces' : ''}`);
const GCP_VM = 'gcp:compute/instance:Instance';

for (const [why, token, olds, news, expected] of [
  ['nothing', 'aws:ebs/volume:Volume', { size: 1, tags: { a: 'b', c: 'd' } }, { tags: { c: 'd', a: 'b' }, size: 1 }, []],
  ['in place', 'aws:ebs/volume:Volume', { size: 1 }, { size: 2 }, ['UPDATE size']],
  ['another resource', 'aws:ebs/volume:Volume', { availabilityZone: 'a' }, { availabilityZone: 'b' }, ['UPDATE availabilityZone replaces']],
  ['one that comes', 'aws:ebs/volume:Volume', {}, { kmsKeyId: 'k' }, ['ADD kmsKeyId replaces']],
  ['one that goes', 'aws:ebs/volume:Volume', { size: 1 }, {}, ['DELETE size']],
  ['not known yet', 'aws:ebs/volume:Volume', { availabilityZone: 'a' }, { availabilityZone: UNKNOWN }, ['UPDATE availabilityZone replaces']],
  ['nested', GCP_VM, { networkInterfaces: [{ networkIp: '10.0.0.4' }] }, { networkInterfaces: [{ networkIp: '10.0.0.5' }] }, ['UPDATE networkInterfaces[0].networkIp replaces']],
  ['nested, in place', GCP_VM, { networkInterfaces: [{}] }, { networkInterfaces: [{ accessConfigs: [{ natIp: '198.18.0.1' }] }] }, ['ADD networkInterfaces[0].accessConfigs']],
  ['a size, larger', 'gcp:compute/disk:Disk', { size: 1 }, { size: 2 }, ['UPDATE size']],
  ['a size, smaller', 'gcp:compute/disk:Disk', { size: 2 }, { size: 1 }, ['UPDATE size replaces']],
  ['a trigger', 'command:local:Command', { triggers: ['generation 1'] }, { triggers: ['generation 2'] }, ['UPDATE triggers[0] replaces']],
  ['a command', 'command:remote:Command', { create: 'a', connection: { host: 'h' } }, { create: 'b', connection: { host: 'h' } }, ['UPDATE create']],
]) {
  test(`a change of ${why}`, () => assert.deepEqual(found(token, olds, news), expected));
}

test('what has a name of ours is deleted first, what the plug-in names is not', () => {
  assert.equal(deletesFirst(contracts.azure, 'azure:compute/linuxVirtualMachine:LinuxVirtualMachine', { name: 'vm' }), true);
  assert.equal(deletesFirst(contracts.azure, 'azure:compute/linuxVirtualMachine:LinuxVirtualMachine', {}), false);
  assert.equal(deletesFirst(contracts.aws, 'aws:ec2/instance:Instance', {}), false);
});
