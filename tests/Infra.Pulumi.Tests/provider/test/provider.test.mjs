import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { Cloud } from '../src/cloud.mjs';
import { Contract } from '../src/contract.mjs';
import { Provider } from '../src/provider.mjs';
import { UNKNOWN } from '../src/values.mjs';

const folders = [];
after(() => folders.forEach(folder => rmSync(folder, { recursive: true })));

function world(...names) {
  const folder = mkdtempSync(join(tmpdir(), 'infra-cloud-'));
  folders.push(folder);
  // A plug-in process each, as the engine starts them: they share nothing but the folder.
  return { folder, ...Object.fromEntries(names.map(name => [name, new Provider(Contract.read(name), new Cloud(folder))])) };
}

const SUBNET = 'aws:ec2/subnet:Subnet';
const INSTANCE = 'aws:ec2/instance:Instance';
const REMOTE = 'command:remote:Command';
const token = 'ab'.repeat(32);
const userDataOf = secret => gzipSync(`hostname: "db-1"\nwrite_files:\n  - path: "/etc/infra/enrolment-token"\n    content: |\n      ${secret}\n`).toString('base64');

function vm({ aws }, privateIp = '10.0.0.4', secret = token) {
  const subnet = aws.create(SUBNET, 'net', { vpcId: 'vpc-1', cidrBlock: '10.0.0.0/24' }, false);
  return { subnet, make: () => aws.create(INSTANCE, 'db-1', { subnetId: subnet.id, privateIp, userDataBase64: userDataOf(secret) }, false) };
}

test('a preview makes nothing, and knows nothing that only the cloud decides', () => {
  const { aws, folder } = world('aws');
  const { outputs } = aws.create('aws:ec2/vpc:Vpc', 'v', { cidrBlock: '10.0.0.0/16' }, true);
  assert.equal(outputs.cidrBlock, '10.0.0.0/16');
  assert.equal(outputs.arn, UNKNOWN);
  assert.deepEqual(new Cloud(folder).resources, []);
});

test('create, read, update, delete', () => {
  const { aws } = world('aws');
  const made = aws.create('aws:ebs/volume:Volume', 'data', { availabilityZone: 'a', size: 1 }, false);
  assert.match(made.id, /^vol-[0-9a-f]{17}$/);
  assert.equal(aws.read('aws:ebs/volume:Volume', made.id).outputs.size, 1);
  const grown = aws.update('aws:ebs/volume:Volume', 'data', made.id, made.outputs, { availabilityZone: 'a', size: 2 }, false);
  assert.equal(grown.outputs.size, 2);
  assert.equal(grown.outputs.arn, made.outputs.arn);
  aws.delete('aws:ebs/volume:Volume', 'data', made.id);
  assert.equal(aws.read('aws:ebs/volume:Volume', made.id), undefined);
  aws.delete('aws:ebs/volume:Volume', 'data', made.id);
});

test('an unknown value in an update of the cloud is an error, never a name', () => {
  const { aws } = world('aws');
  assert.throws(() => aws.create('aws:ec2/vpc:Vpc', 'v', { cidrBlock: UNKNOWN }, false), /unknown value/);
});

test('the same private address twice is refused', () => {
  const here = world('aws');
  const { make } = vm(here);
  make();
  assert.throws(make, /the private address 10\.0\.0\.4 is in use already/);
});

for (const [cloud, type, inputs, other] of [
  ['azure', 'azure:network/publicIp:PublicIp', { name: 'ip', resourceGroupName: 'a', location: 'w', allocationMethod: 'Static' }, { resourceGroupName: 'b' }],
  ['gcp', 'gcp:compute/disk:Disk', { name: 'disk', zone: 'europe-west1-b' }, { zone: 'europe-west1-c' }],
  ['aws', 'aws:ec2/volumeAttachment:VolumeAttachment', { instanceId: 'i-1', deviceName: '/dev/sdf', volumeId: 'vol-1' }, { deviceName: '/dev/sdg', volumeId: 'vol-2' }],
]) {
  test(`${type}: the same twice is refused, another is not`, () => {
    const provider = world(cloud)[cloud];
    provider.create(type, 'one', inputs, false);
    assert.throws(() => provider.create(type, 'two', inputs, false), /already/);
    provider.create(type, 'two', { ...inputs, ...other }, false);
  });
}

test('azure: names are told within what holds them', () => {
  const { azure } = world('azure');
  const rule = group => azure.create('azure:network/networkSecurityRule:NetworkSecurityRule', `${group}-in`, {
    name: 'in', resourceGroupName: 'a', networkSecurityGroupName: group, direction: 'Inbound', priority: 100, access: 'Deny', protocol: '*',
  }, false);
  assert.notEqual(rule('one').id, rule('two').id);
  assert.throws(() => rule('one'), /already/);
});

test('what is in use is not deleted', () => {
  const here = world('aws');
  const { subnet, make } = vm(here);
  const instance = make();
  assert.throws(() => here.aws.delete(SUBNET, 'net', subnet.id), /in use, by aws:ec2\/instance:Instance db-1/);
  here.aws.delete(INSTANCE, 'db-1', instance.id);
  here.aws.delete(SUBNET, 'net', subnet.id);
});

test('a fault strikes as often as it is asked to, and changes nothing', () => {
  const { aws, folder } = world('aws');
  writeFileSync(join(folder, 'faults.json'), JSON.stringify([{ operation: 'create', name: 'v', times: 2, message: 'InsufficientInstanceCapacity' }]));
  const make = () => aws.create('aws:ec2/vpc:Vpc', 'v', { cidrBlock: '10.0.0.0/16' }, false);
  assert.throws(make, /InsufficientInstanceCapacity/);
  assert.throws(make, /InsufficientInstanceCapacity/);
  make();
  assert.equal(readFileSync(join(folder, 'journal.log'), 'utf8').split('\n').length, 2);
});

test('a node proves the token it was booted with, and takes what is pushed over a pinned connection', () => {
  const here = world('aws', 'command');
  vm(here).make();
  const connection = { host: '10.0.0.4' };
  const ask = (create, more = {}) => here.command.create(REMOTE, 'db-1-identity', { create, connection, ...more }, false).outputs.stdout;
  const first = 'sudo infra-apply await; sudo infra-apply identity';
  assert.throws(() => ask(first), /program did not arrive/);
  const identity = JSON.parse(ask(first, { stdin: gzipSync('#!/usr/bin/python3 -I\n').toString('base64') }));
  assert.deepEqual(JSON.parse(ask(first)), identity, 'a node that has its program needs no other');
  assert.equal(identity.node, 'db-1');
  assert.match(identity.mac, /^[0-9a-f]{64}$/);

  const pinned = { connection: { ...connection, hostKey: identity.hostKey }, stdin: '{"files":[]}' };
  const hash = createHash('sha256').update(pinned.stdin).digest('hex');
  assert.throws(() => ask(`infra-apply confirm ${hash}`, pinned), /asked to confirm/);
  assert.equal(ask('infra-apply push', pinned), 'pushed');
  assert.equal(ask(`infra-apply confirm ${hash}`, pinned), 'confirmed');
  assert.throws(() => ask('infra-apply push', { ...pinned, connection: { ...connection, hostKey: 'ssh-ed25519 other' } }), /host key mismatch/);
  assert.throws(() => ask('infra-apply identity', { connection: { host: '10.0.0.5' } }), /i\/o timeout/);
  assert.equal(ask('sudo timeout 1200 python3 -I - data=100 wal=10', { ...pinned, stdin: 'import os' }), 'grown');
  assert.throws(() => ask('reboot'), /status 127/);
});

test('a VM without a token in its user data does not boot', () => {
  const here = world('aws');
  assert.throws(vm(here, '10.0.0.4', 'none').make, /no enrolment token/);
});

test('commands run nothing on this machine', () => {
  const { command } = world('command');
  assert.throws(() => command.create('command:local:Command', 'db-1-token', { create: 'openssl rand -hex 32' }, false), /nobody runs/);
  assert.throws(
    () => command.create('command:local:Command', 'db-1-reached', { create: 'bash -s', stdin: 'true', environment: { INFRA_NODE: 'db-1', INFRA_HOST: '10.0.0.9', INFRA_PORT: '22', INFRA_SECONDS: '60', INFRA_HINT: 'Look.' } }, false),
    /db-1 did not answer at 10.0.0.9 port 22 within 60 s. Look/);
  assert.throws(() => command.create('command:local:Command', 'x', { create: 'bash -s', stdin: 'touch /tmp/x' }, false), /nobody runs/);
  assert.throws(() => command.create('command:local:Command', 'x', { create: 'touch /tmp/x' }, false), /nobody runs/);
});

test('functions answer, and check what they are asked', () => {
  const { aws } = world('aws');
  assert.equal(aws.invoke('aws:ec2/getAmi:getAmi', { owners: ['1'], mostRecent: true }).result.id, 'ami-0123456789abcdef0');
  assert.deepEqual(aws.invoke('aws:ec2/getAmi:getAmi', { ownr: ['1'] }).failures.map(one => one.property), ['ownr']);
});

test('a node that is dead answers nobody, and says nothing on its SSH port', () => {
  const here = world('aws', 'command');
  vm(here).make();
  const asks = () => here.command.invoke('command:local:run', { command: 'bash -s', environment: { INFRA_HOST: '10.0.0.4', INFRA_PORT: '22', INFRA_SECONDS: '20' } }).result.stdout;
  assert.equal(asks(), '');
  new Cloud(here.folder).change(resources => { resources.find(one => one.machine).machine.dead = true; });
  assert.equal(asks(), 'no answer at all');
  assert.throws(() => here.command.create('command:remote:Command', 'db-1-x', { create: 'infra-apply identity', connection: { host: '10.0.0.4' } }, false), /i\/o timeout/);
});
