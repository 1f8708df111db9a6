// The provider protocol around a provider: https://github.com/pulumi/pulumi/blob/v3.259.0/proto/pulumi/provider.proto
import { createRequire } from 'node:module';
import { given } from './values.mjs';

const require = createRequire(import.meta.url);
const grpc = require('@grpc/grpc-js');
const empty = require('google-protobuf/google/protobuf/empty_pb.js');
const { Struct } = require('google-protobuf/google/protobuf/struct_pb.js');
const plugin = require('@pulumi/pulumi/proto/plugin_pb.js');
const messages = require('@pulumi/pulumi/proto/provider_pb.js');
const { ResourceProviderService } = require('@pulumi/pulumi/proto/provider_grpc_pb.js');

const BIGGEST_MESSAGE = 400 * 1024 * 1024;

/** @returns {Promise<{port: number, close: () => void}>} */
export async function serve(provider, version) {
  const options = { 'grpc.max_receive_message_length': BIGGEST_MESSAGE, 'grpc.max_send_message_length': BIGGEST_MESSAGE };
  const server = new grpc.Server(options);
  server.addService(ResourceProviderService, handlers(provider, version));
  const port = await new Promise((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, bound) => (error ? reject(error) : resolve(bound))));
  return { port, close: () => server.forceShutdown() };
}

function handlers(provider, version) {
  const nothing = new empty.Empty();
  const calls = {
    getPluginInfo: () => filled(new plugin.PluginInfo(), { version }),
    attach: () => nothing,
    cancel: () => nothing,
    // Secrets come in clear and stay the engine's business: an output is secret when the input of its name is.
    configure: () => filled(new messages.ConfigureResponse(), { supportspreview: true }),
    checkConfig: request => checked(provider.checkConfig(map(request.getNews()))),
    diffConfig: () => new messages.DiffResponse(),
    check: request => checked(provider.check(typeOf(request), map(request.getNews()))),
    diff: request => different(provider.diff(typeOf(request), map(request.getOldInputs()), map(request.getNews()))),
    create: request => {
      const made = provider.create(typeOf(request), nameOf(request), map(request.getProperties()), request.getPreview());
      return filled(new messages.CreateResponse(), { id: made.id, properties: struct(made.outputs) });
    },
    update: request => {
      const made = provider.update(
        typeOf(request), nameOf(request), request.getId(), map(request.getOlds()), map(request.getNews()), request.getPreview());
      return filled(new messages.UpdateResponse(), { properties: struct(made.outputs) });
    },
    read: request => {
      const found = provider.read(typeOf(request), request.getId());
      const response = new messages.ReadResponse();
      if (!found) return response;
      return filled(response, {
        id: request.getId(),
        properties: found.same ? request.getProperties() : struct(found.outputs),
        inputs: found.same ? request.getInputs() : struct(found.inputs),
      });
    },
    delete: request => {
      provider.delete(typeOf(request), nameOf(request), request.getId());
      return nothing;
    },
    invoke: request => {
      const { result, failures = [] } = provider.invoke(request.getTok(), map(request.getArgs()));
      return filled(new messages.InvokeResponse(), { return: struct(result ?? {}), failuresList: failures.map(failure) });
    },
  };
  return Object.fromEntries(Object.entries(calls).map(([name, answer]) => [name, (call, reply) => {
    try {
      reply(null, answer(call.request));
    } catch (error) {
      reply({ code: grpc.status.UNKNOWN, details: error.message });
    }
  }]));
}

const map = message => given(message?.toJavaScript() ?? {});
const struct = value => Struct.fromJavaScript(given(value));
// urn:pulumi:STACK::PROJECT::PARENT$TYPE::NAME
const typeOf = request => request.getUrn().split('::')[2].split('$').at(-1);
const nameOf = request => request.getUrn().split('::').slice(3).join('::');
const failure = ({ property, reason }) => filled(new messages.CheckFailure(), { property, reason });
const checked = ({ inputs, failures }) => filled(new messages.CheckResponse(), { inputs: struct(inputs), failuresList: failures.map(failure) });

function different({ changes, replaces, deleteBeforeReplace }) {
  const { DiffChanges } = messages.DiffResponse;
  const response = filled(new messages.DiffResponse(), {
    changes: changes.length ? DiffChanges.DIFF_SOME : DiffChanges.DIFF_NONE,
    replacesList: replaces,
    diffsList: [...new Set(changes.map(change => change.path.split(/[.[]/)[0]))],
    deletebeforereplace: deleteBeforeReplace,
    hasdetaileddiff: true,
  });
  for (const { path, kind, replaces: another } of changes) {
    const detail = filled(new messages.PropertyDiff(), { kind: messages.PropertyDiff.Kind[another ? `${kind}_REPLACE` : kind], inputdiff: true });
    response.getDetaileddiffMap().set(path, detail);
  }
  return response;
}

// Sets properties of a message by their names in proto's JavaScript.
function filled(message, values) {
  for (const [name, value] of Object.entries(values)) message[`set${name[0].toUpperCase()}${name.slice(1)}`](value);
  return message;
}
