// The nodes: what a VM makes of its user data at first boot, and what infra-apply on it answers.
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { gunzipSync } from 'node:zlib';

/** A VM that has just booted, from what the cloud was told to start it with; undefined for resources that are no VM. */
export function boot(token, inputs) {
  const userData = {
    'aws:ec2/instance:Instance': () => inputs.userDataBase64,
    'azure:compute/linuxVirtualMachine:LinuxVirtualMachine': () => inputs.customData,
    'gcp:compute/instance:Instance': () => inputs.metadata?.['user-data'],
  }[token];
  if (!userData) return undefined;
  const text = gunzipSync(Buffer.from(userData() ?? '', 'base64')).toString('utf8');
  const enrolment = /enrolment-token"[^]{0,200}?\b([0-9a-f]{64})\b/.exec(text)?.[1];
  if (!enrolment) throw new Error('the user data carries no enrolment token');
  return {
    token: enrolment,
    node: /^\s*hostname: "?([\w-]+)"?$/m.exec(text)?.[1],
    instance: randomBytes(16).toString('hex'),
    hostKey: `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${randomBytes(64).toString('base64').replace(/[^A-Za-z0-9]/g, '').slice(0, 43)}`,
    wireGuardKey: randomBytes(32).toString('base64'),
  };
}

/** The resource of the VM that answers at an address; undefined when none does. */
export function machineAt(resources, host) {
  const interfaces = new Map(resources.filter(one => one.type.endsWith(':NetworkInterface')).map(one => [one.id, one]));
  const publicIps = new Map(resources.map(one => [one.id, one.outputs.ipAddress]));
  const addresses = one => {
    switch (one.type) {
      case 'aws:ec2/instance:Instance': return [one.outputs.privateIp, one.outputs.publicIp];
      case 'gcp:compute/instance:Instance': return one.inputs.networkInterfaces.flatMap(nic => [nic.networkIp, ...(nic.accessConfigs ?? []).map(config => config.natIp)]);
      default: return one.inputs.networkInterfaceIds.flatMap(id => interfaces.get(id)?.inputs.ipConfigurations ?? [])
        .flatMap(config => [config.privateIpAddress, publicIps.get(config.publicIpAddressId)]);
    }
  };
  return resources.find(one => one.machine && addresses(one).includes(host));
}

/** What `infra-apply identity` prints. */
export function identity(machine, node) {
  const text = `infra-identity-v1\n${node}\n${machine.instance}\n${machine.hostKey}\n${machine.wireGuardKey}\n`;
  const mac = createHmac('sha256', machine.token).update(text).digest('hex');
  return JSON.stringify({ node, instance: machine.instance, hostKey: machine.hostKey, wireGuardKey: machine.wireGuardKey, mac });
}

/** Whether standard input is the program that a new node is given over its first connection. */
const isProgram = stdin => !!stdin && gunzipSync(Buffer.from(stdin, 'base64')).toString('utf8').startsWith('#!/usr/bin/python3');

/** Runs one command line on a VM. @returns its standard output; throws with the error the plug-in would give. */
export function run(machine, line, stdin, node) {
  if (line.includes('infra-apply identity')) {
    if (line.includes('infra-apply await') && !(machine.hasProgram ||= isProgram(stdin))) {
      throw new Error('Process exited with status 1: the node program did not arrive');
    }
    return identity(machine, node);
  }
  if (line.includes('infra-apply confirm')) {
    const asked = /infra-apply confirm ([0-9a-f]{64})/.exec(line)?.[1];
    if (asked !== machine.pushed) throw new Error(`Process exited with status 1: asked to confirm ${asked}, was given ${machine.pushed}`);
    return 'confirmed';
  }
  if (line.includes('infra-apply push')) {
    if (!stdin) throw new Error('Process exited with status 1: no bundle on standard input');
    JSON.parse(stdin);
    machine.pushed = createHash('sha256').update(stdin).digest('hex');
    return 'pushed';
  }
  // Volumes grow to their disks' sizes: NAME=GIB ...
  if (/^sudo timeout \d+ python3 -I - (\S+=\d+ ?)+$/.test(line) && stdin) return 'grown';
  throw new Error(`Process exited with status 127: ${line}`);
}
