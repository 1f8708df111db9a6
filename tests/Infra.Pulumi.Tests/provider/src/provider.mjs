// One plug-in, without its wire: what it answers to the engine.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { computed, invoke, newId, some } from './answers.mjs';
import { changes, deletesFirst } from './changes.mjs';
import { boot, machineAt, run } from './machine.mjs';
import { holder, refusal, refusedChange } from './rules.mjs';
import { given, hasUnknown, UNKNOWN } from './values.mjs';

export class Provider {
  #contract;
  #cloud;

  constructor(contract, cloud) {
    this.#contract = contract;
    this.#cloud = cloud;
  }

  checkConfig(news) {
    return { inputs: news, failures: this.#contract.configFailures(news) };
  }

  check(token, news) {
    return { inputs: news, failures: this.#contract.failures(token, given(news)) };
  }

  diff(token, olds, news) {
    const found = changes(this.#contract, token, olds, news);
    return {
      changes: found,
      replaces: [...new Set(found.filter(change => change.replaces).map(change => change.path))],
      deleteBeforeReplace: found.some(change => change.replaces) && deletesFirst(this.#contract, token, news),
    };
  }

  create(token, name, inputs, preview) {
    if (preview) return { id: '', outputs: this.#foreseen(token, inputs) };
    if (hasUnknown(inputs)) throw new Error(`${name}: an unknown value reached the plug-in: ${JSON.stringify(inputs)}`);
    return this.#cloud.change(resources => {
      this.#cloud.strike('create', token, name);
      if (this.#contract.name === 'command') return this.#command(resources, token, name, inputs, inputs.create);
      const id = newId(token, name, inputs);
      const made = { type: token, name, id, inputs, outputs: this.#outputs(token, name, id, inputs, resources), machine: boot(token, inputs) };
      const refused = resources.some(other => other.id === id) ? `${id} is there already` : refusal(resources, made);
      if (refused) throw new Error(`creating ${name}: ${refused}`);
      resources.push(made);
      this.#cloud.note('create', made);
      return made;
    });
  }

  update(token, name, id, olds, news, preview) {
    if (preview) return { outputs: { ...olds, ...news } };
    if (hasUnknown(news)) throw new Error(`${name}: an unknown value reached the plug-in: ${JSON.stringify(news)}`);
    return this.#cloud.change(resources => {
      this.#cloud.strike('update', token, name);
      if (this.#contract.name === 'command') return this.#command(resources, token, name, news, news.update ?? news.create, id, olds.stdout);
      const made = this.#existing(resources, id);
      const kept = Object.fromEntries(Object.entries(made.outputs).filter(([key]) => !this.#contract.resource(token).inputProperties[key]));
      const next = { ...made, inputs: news, outputs: { ...this.#outputs(token, name, id, news, resources), ...kept } };
      const refused = refusedChange(made, next) ?? refusal(resources, next);
      if (refused) throw new Error(`updating ${name}: ${refused}`);
      Object.assign(made, next);
      this.#cloud.note('update', made);
      return made;
    });
  }

  /** @returns undefined when it is gone */
  read(token, id) {
    if (this.#contract.name === 'command') return { same: true };
    return this.#cloud.resources.find(one => one.id === id);
  }

  delete(token, name, id) {
    if (this.#contract.name === 'command') return;
    this.#cloud.change(resources => {
      this.#cloud.strike('delete', token, name);
      const made = resources.find(one => one.id === id);
      // Gone already, as by somebody's hand: clouds' plug-ins take that for done.
      if (!made) return;
      const held = holder(resources, made);
      if (held) throw new Error(`deleting ${name}: it is in use, by ${held}`);
      resources.splice(resources.indexOf(made), 1);
      this.#cloud.note('delete', made);
    });
  }

  invoke(token, args) {
    const failures = this.#contract.argumentFailures(token, given(args));
    if (failures.length) return { failures };
    return this.#cloud.change(() => {
      this.#cloud.strike('invoke', token, token);
      const answer = invoke(token, args, this.#cloud.resources);
      return answer ? { result: answer } : { failures: [{ property: '', reason: `nobody plays ${token} here` }] };
    });
  }

  // What a preview can say: the inputs, and that the rest is not known yet.
  #foreseen(token, inputs) {
    const { required = [], properties } = this.#contract.resource(token);
    const rest = [...new Set([...required, ...(this.#contract.name === 'command' ? ['stdout', 'stderr'] : [])])].filter(key => properties[key]);
    return { ...Object.fromEntries(rest.map(key => [key, UNKNOWN])), ...inputs };
  }

  #outputs(token, name, id, inputs, resources) {
    const { properties, required = [] } = this.#contract.resource(token);
    const filled = { ...computed(token, name, id, inputs, resources), ...inputs };
    const rest = required.filter(key => filled[key] === undefined).map(key => [key, some(properties[key], name, key)]);
    return Object.fromEntries(Object.entries({ ...Object.fromEntries(rest), ...filled }).filter(([key]) => properties[key]));
  }

  #existing(resources, id) {
    const made = resources.find(one => one.id === id);
    if (!made) throw new Error(`there is no ${id}`);
    return made;
  }

  #command(resources, token, name, inputs, line, id = `${name}-${randomBytes(4).toString('hex')}`, before = undefined) {
    const outputs = { ...inputs, stdout: this.#answer(resources, token, name, inputs, line, before), stderr: '' };
    this.#cloud.note('run', { type: token, name, id });
    return { id, outputs };
  }

  #answer(resources, token, name, inputs, line, before) {
    if (token === 'command:local:Command') {
      if (/^bash -s (first|again)$/.test(line)) return pin(inputs, line, before);
      if (inputs.environment?.INFRA_UNANSWERED) throw new Error(`exit status 1: ${inputs.environment.INFRA_UNANSWERED}`);
      if (line === 'bash -s' && inputs.environment?.INFRA_HOST) return firstAnswer(resources, inputs.environment);
      throw new Error(`nobody runs '${line}' here: the cloud is played, and this machine is not touched`);
    }
    const { host, hostKey } = inputs.connection;
    const at = machineAt(resources, host);
    if (!at || at.machine.dead) throw new Error(`dial tcp ${host}:22: i/o timeout`);
    if (hostKey !== undefined && hostKey !== at.machine.hostKey) throw new Error(`ssh: handshake failed: ssh: host key mismatch`);
    return run(at.machine, line, inputs.stdin, at.machine.node ?? name.replace(/-(identity|push|confirm|volumes)$/, ''));
  }
}

// The script that keeps a VM's identity looks at nothing but its environment: it runs as it is.
function pin({ stdin, environment }, line, before) {
  const env = { PATH: process.env.PATH, ...environment, ...(before === undefined ? {} : { PULUMI_COMMAND_STDOUT: before }) };
  const ran = spawnSync('bash', line.split(' ').slice(1), { input: stdin, env, encoding: 'utf8' });
  if (ran.status !== 0) throw new Error(`exit status ${ran.status}: running '${line}':\n${ran.stderr.trim()}`);
  return ran.stdout.replace(/\n$/, '');
}

// What the dial before the first connection to a node finds: a machine, or silence.
function firstAnswer(resources, { INFRA_NODE, INFRA_HOST, INFRA_PORT, INFRA_SECONDS, INFRA_HINT }) {
  const at = machineAt(resources, INFRA_HOST);
  if (at && !at.machine.dead) return `${INFRA_NODE} answers at ${INFRA_HOST}:${INFRA_PORT}`;
  throw new Error(`exit status 1: running "bash -s":\n${INFRA_NODE} did not answer at ${INFRA_HOST} port ${INFRA_PORT} within ${INFRA_SECONDS} s. ${INFRA_HINT}`);
}
