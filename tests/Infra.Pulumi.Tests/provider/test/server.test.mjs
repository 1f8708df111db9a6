import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';

const require = createRequire(import.meta.url);
const grpc = require('@grpc/grpc-js');
const empty = require('google-protobuf/google/protobuf/empty_pb.js');
const { Struct } = require('google-protobuf/google/protobuf/struct_pb.js');
const messages = require('@pulumi/pulumi/proto/provider_pb.js');
const { ResourceProviderClient } = require('@pulumi/pulumi/proto/provider_grpc_pb.js');

const folder = mkdtempSync(join(tmpdir(), 'infra-cloud-'));
const URN = 'urn:pulumi:s::infra::infra:aws:ServiceNode$aws:ebs/volume:Volume::data';
let plugin;
let client;

before(async () => {
  plugin = spawn(process.execPath, [new URL('../src/main.mjs', import.meta.url).pathname, 'aws'], { env: { ...process.env, INFRA_TEST_CLOUD: folder } });
  const port = await new Promise(resolve => plugin.stdout.once('data', data => resolve(Number(data))));
  client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
});
after(() => {
  client.close();
  plugin.kill();
  rmSync(folder, { recursive: true });
});

const call = (method, request) => promisify(client[method].bind(client))(request);
const request = (kind, values) => {
  const message = new messages[kind]();
  for (const [name, value] of Object.entries({ urn: URN, ...values })) message[`set${name[0].toUpperCase()}${name.slice(1)}`](value);
  return message;
};
const struct = value => Struct.fromJavaScript(value);

test('says its version', async () => {
  assert.match((await call('getPluginInfo', new empty.Empty())).getVersion(), /^7\./);
});

test('takes what the contract allows and says what it does not', async () => {
  const check = inputs => call('check', request('CheckRequest', { news: struct(inputs) }));
  assert.equal((await check({ availabilityZone: 'a' })).getFailuresList().length, 0);
  assert.deepEqual((await check({ availabilityZone: 'a', sise: 1 })).getFailuresList().map(one => one.getProperty()), ['sise']);
});

test('says what a change does', async () => {
  const diff = await call('diff', request('DiffRequest', { id: 'x', oldInputs: struct({ availabilityZone: 'a', size: 1 }), news: struct({ availabilityZone: 'b', size: 2 }) }));
  assert.deepEqual(diff.getReplacesList(), ['availabilityZone']);
  assert.equal(diff.getChanges(), messages.DiffResponse.DiffChanges.DIFF_SOME);
  assert.deepEqual([...diff.getDetaileddiffMap().entries()].map(([path, detail]) => [path, detail.getKind()]).sort(), [
    ['availabilityZone', messages.PropertyDiff.Kind.UPDATE_REPLACE], ['size', messages.PropertyDiff.Kind.UPDATE],
  ]);
});

test('makes, reads and deletes', async () => {
  const made = await call('create', request('CreateRequest', { properties: struct({ availabilityZone: 'a', size: 1 }) }));
  const read = () => call('read', request('ReadRequest', { id: made.getId(), properties: made.getProperties() }));
  assert.equal((await read()).getInputs().toJavaScript().size, 1);
  await call('delete', request('DeleteRequest', { id: made.getId(), properties: made.getProperties() }));
  assert.equal((await read()).getId(), '');
});

test('an error is its message', async () => {
  await assert.rejects(call('invoke', filledInvoke('aws:ec2/getNothing:getNothing')), /no function aws:ec2\/getNothing:getNothing/);
});

function filledInvoke(token) {
  const invoke = new messages.InvokeRequest();
  invoke.setTok(token);
  invoke.setArgs(struct({}));
  return invoke;
}
