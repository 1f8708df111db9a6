// What the clouds fill in by themselves.
import { createHash, randomBytes } from 'node:crypto';
import { machineAt } from './machine.mjs';

export const ACCOUNT = '123456789012';
export const SUBSCRIPTION = 'bbbbbbbb-2222-4333-8444-555555555555';
export const TENANT = 'aaaaaaaa-2222-4333-8444-555555555555';
export const PROJECT = 'acme-production';

const AWS_PREFIXES = {
  Vpc: 'vpc', Subnet: 'subnet', Instance: 'i', Volume: 'vol', SecurityGroup: 'sg', DefaultSecurityGroup: 'sg', RouteTable: 'rtb', InternetGateway: 'igw',
  NatGateway: 'nat', Eip: 'eipalloc', NetworkAcl: 'acl', VpcPeeringConnection: 'pcx', VpcEndpoint: 'vpce', FlowLog: 'fl',
  SecurityGroupIngressRule: 'sgr', SecurityGroupEgressRule: 'sgr',
};

/** @returns an id of the form that the cloud gives, new each time where the cloud's are */
export function newId(token, name, inputs) {
  const [cloud, , kind] = parts(token);
  const unique = randomBytes(9).toString('hex').slice(0, 17);
  if (token === 'aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter') return `${inputs.vpcPeeringConnectionId}-accepter`;
  if (cloud === 'aws') return `${AWS_PREFIXES[kind] ?? name}-${unique}`;
  if (cloud === 'azure') return `/subscriptions/${SUBSCRIPTION}/resourceGroups/${inputs.resourceGroupName ?? inputs.name ?? name}/providers/Microsoft.Network/${within(inputs)}${plural(kind)}/${inputs.name ?? `${name}-${unique}`}`;
  return cloud === 'gcp' ? `projects/${PROJECT}/${inputs.zone ?? inputs.region ?? 'global'}/${plural(kind)}/${inputs.name ?? name}${inputs.name ? '' : `-${unique}`}` : `${name}${unique}`;
}

/** Outputs beside the inputs, as the cloud decides them when it makes the resource. */
export function computed(token, name, id, inputs, resources) {
  const [cloud, , kind] = parts(token);
  const own = CLOUDS[cloud]?.(kind, { token, name, id, inputs, resources }) ?? {};
  return Object.fromEntries(Object.entries(own).filter(([key]) => inputs[key] === undefined));
}

/** A value of the type, for outputs that nothing here depends on. */
export function some(schema, name, property) {
  switch (schema?.type) {
    case 'integer': case 'number': return 0;
    case 'boolean': return false;
    case 'array': return [];
    case 'object': return {};
    default: return schema?.$ref ? {} : `${name}-${property}`;
  }
}

/** Answers of functions. */
export function invoke(token, args, resources = []) {
  switch (token) {
    case 'aws:index/getCallerIdentity:getCallerIdentity': return { id: ACCOUNT, accountId: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:user/test`, userId: 'TEST' };
    case 'aws:ec2/getAmi:getAmi': return { ...args, id: 'ami-0123456789abcdef0', imageId: 'ami-0123456789abcdef0' };
    case 'aws:index/getAvailabilityZones:getAvailabilityZones': return { ...args, id: 'zones', names: ['a', 'b', 'c'].map(zone => `${args.region ?? 'eu-west-1'}${zone}`) };
    case 'azure:core/getClientConfig:getClientConfig': return { id: 'client', clientId: 'client', objectId: 'object', subscriptionId: SUBSCRIPTION, tenantId: TENANT };
    case 'azure:compute/getPlatformImage:getPlatformImage': return { ...args, id: 'image', version: '0.20260801.1' };
    case 'gcp:compute/getImage:getImage': return { ...args, id: 'image', selfLink: link('debian-cloud', 'global/images/debian-12-bookworm-v20260801'), name: 'debian-12-bookworm-v20260801' };
    case 'gcp:compute/getZones:getZones': return { ...args, id: 'zones', names: ['b', 'c', 'd'].map(zone => `${args.region ?? 'europe-west1'}-${zone}`) };
    case 'command:local:run': return { ...args, stdout: run(args.environment ?? {}, resources), stderr: '' };
    default: return undefined;
  }
}

// Whether an SSH server answers at an address; else which incarnation of a local VM is the next one: the first.
function run(environment, resources) {
  const host = environment.INFRA_HOST;
  if (host === undefined) return '1';
  const vm = machineAt(resources, host);
  return vm && !vm.machine.dead ? '' : 'no answer at all';
}

export function link(project, path) {
  return `https://www.googleapis.com/compute/v1/projects/${project}/${path}`;
}

const CLOUDS = {
  aws: (kind, { name, id, inputs, resources }) => ({
    arn: `arn:aws:test:${inputs.region ?? 'eu-west-1'}:${ACCOUNT}:${id}`,
    ...(kind === 'Eip' && { publicIp: publicAddress(id), allocationId: id }),
    ...(kind === 'Instance' && {
      privateIp: inputs.privateIp,
      publicIp: inputs.associatePublicIpAddress ?? resources.find(other => other.id === inputs.subnetId)?.inputs.mapPublicIpOnLaunch ? publicAddress(id) : '',
      primaryNetworkInterfaceId: `eni-${id.slice(2)}`,
    }),
    ...(kind === 'VpcPeeringConnection' && { acceptStatus: 'pending-acceptance' }),
    ...(kind === 'VpcPeeringConnectionAccepter' && { acceptStatus: 'active' }),
    ...(['Role', 'SecurityGroup', 'LogGroup'].includes(kind) && { name: `${name}-${id.slice(-7)}` }),
    tagsAll: inputs.tags ?? {},
  }),
  azure: (kind, { name, id, inputs }) => ({
    name: inputs.name ?? `${name}${id.slice(-7)}`,
    ...(kind === 'PublicIp' && { ipAddress: publicAddress(id) }),
    ...(kind === 'PublicIpPrefix' && { ipPrefix: `${publicAddress(id)}/31` }),
    ...(kind === 'LinuxVirtualMachine' && { virtualMachineId: uuid(randomBytes(16).toString('hex')) }),
    ...(kind === 'NetworkInterface' && { privateIpAddress: inputs.ipConfigurations[0].privateIpAddress }),
  }),
  gcp: (kind, { name, id, inputs }) => ({
    name: inputs.name ?? `${name}-${id.slice(-7)}`,
    project: PROJECT,
    selfLink: link(PROJECT, `${inputs.zone ? `zones/${inputs.zone}` : inputs.region ? `regions/${inputs.region}` : 'global'}/${plural(kind)}/${inputs.name ?? id.split('/').at(-1)}`),
    ...(kind === 'Address' && { address: publicAddress(id) }),
    ...(kind === 'Instance' && { instanceId: BigInt(`0x${randomBytes(7).toString('hex')}`).toString() }),
    ...(kind === 'Account' && { email: `${inputs.accountId ?? name}@${PROJECT}.iam.gserviceaccount.com` }),
    ...(kind === 'NetworkPeering' && { state: 'INACTIVE', stateDetails: 'Waiting for peer network to connect.' }),
  }),
};

const parts = token => token.match(/^(\w+):([^:]*):(\w+)$/).slice(1);
const PARENTS = ['virtualNetworkName', 'networkSecurityGroupName', 'routeTableName', 'zoneName'];
const within = inputs => PARENTS.filter(key => inputs[key]).map(key => `${key.replace(/Name$/, '')}/${inputs[key]}/`).join('');
const plural = kind => kind[0].toLowerCase() + kind.slice(1) + (/s$/.test(kind) ? 'es' : 's');
const hash = text => createHash('sha256').update(text).digest();
// 198.18.0.0/15 is for tests of networks (RFC 2544).
const publicAddress = id => `198.${18 + (hash(id)[0] % 2)}.${hash(id)[1]}.${hash(id)[2]}`;
const uuid = hex => `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
