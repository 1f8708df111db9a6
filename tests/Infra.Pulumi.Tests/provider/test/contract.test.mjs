import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Contract } from '../src/contract.mjs';
import { UNKNOWN } from '../src/values.mjs';

const aws = Contract.read('aws');
const VOLUME = 'aws:ebs/volume:Volume';
const said = (token, inputs) => aws.failures(token, inputs).map(({ property, reason }) => `${property} ${reason}`);

for (const name of ['aws', 'azure', 'gcp', 'command']) {
  test(`${name}: every type of every contract can be read`, () => {
    const contract = Contract.read(name);
    for (const [token, { inputProperties, requiredInputs = [] }] of Object.entries(contract.schema.resources)) {
      // Each input once as each kind of value: whatever the schema's form, there is an answer.
      for (const key of Object.keys(inputProperties)) for (const value of ['x', 1, true, [], {}, UNKNOWN, null]) contract.failures(token, { [key]: value });
      assert.equal(contract.failures(token, {}).length, requiredInputs.length);
    }
  });
}

test('what is right passes', () => {
  assert.deepEqual(said(VOLUME, { availabilityZone: 'eu-west-1a', size: 100, encrypted: true, tags: { Name: 'x' } }), []);
  assert.deepEqual(said('aws:ec2/instance:Instance', { instanceType: 'm5.large', metadataOptions: { httpTokens: 'required' }, rootBlockDevice: { volumeSize: 8 } }), []);
});

test('what is unknown in a preview passes, at any depth', () => {
  assert.deepEqual(said('aws:ec2/instance:Instance', { ami: UNKNOWN, rootBlockDevice: { volumeSize: UNKNOWN }, vpcSecurityGroupIds: [UNKNOWN] }), []);
});

for (const [why, inputs, failure] of [
  ['a property nobody knows', { availabilityZone: 'a', sise: 1 }, 'sise there is no such property'],
  ['a required one missing', { size: 1 }, 'availabilityZone is required'],
  ['a number for text', { availabilityZone: 1 }, 'availabilityZone must be text, is number'],
  ['text for a number', { availabilityZone: 'a', size: '1' }, 'size must be a whole number, is string'],
  ['a fraction', { availabilityZone: 'a', size: 1.5 }, 'size must be a whole number, is number'],
  ['a number in a map of texts', { availabilityZone: 'a', tags: { n: 1 } }, 'tags.n must be text, is number'],
  ['a list for a map', { availabilityZone: 'a', tags: [] }, 'tags must be a map, is a list'],
]) {
  test(`refused: ${why}`, () => assert.deepEqual(said(VOLUME, inputs), [failure]));
}

test('refused: a nested property nobody knows, in a list too', () => {
  assert.deepEqual(said('aws:ec2/instance:Instance', { metadataOptions: { httpToken: 'required' } }), ['metadataOptions.httpToken there is no such property']);
  const gcp = Contract.read('gcp');
  const failures = gcp.failures('gcp:compute/instance:Instance', { bootDisk: {}, machineType: 'e2', networkInterfaces: [{ networkIP: '10.0.0.1' }] });
  assert.deepEqual(failures.map(one => one.property), ['networkInterfaces[0].networkIP']);
});

test('an unknown type, function or setting is an error', () => {
  assert.throws(() => aws.failures('aws:s3/bucket:Bucket', {}), /no resource aws:s3\/bucket:Bucket/);
  assert.throws(() => aws.argumentFailures('aws:ec2/getNothing:getNothing', {}), /no function/);
  assert.deepEqual(aws.configFailures({ region: 'eu-west-1', version: '7.48.0', reegion: 'x' }).map(one => one.property), ['reegion']);
});
