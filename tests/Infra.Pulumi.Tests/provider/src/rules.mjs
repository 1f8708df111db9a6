// What clouds refuse and no schema says: a second one of what must be single, and deleting what is in use.
import { texts } from './values.mjs';

// Inputs that together may be there once, by type. Where a name is told within something, that is part of it.
const SINGLE = {
  'aws:cloudwatch/logGroup:LogGroup': [['name']],
  'aws:ec2/route:Route': [['routeTableId', 'destinationCidrBlock']],
  'aws:ec2/routeTableAssociation:RouteTableAssociation': [['subnetId']],
  'aws:ec2/networkAclRule:NetworkAclRule': [['networkAclId', 'egress', 'ruleNumber']],
  'aws:ec2/securityGroup:SecurityGroup': [['vpcId', 'name']],
  'aws:ec2/subnet:Subnet': [['vpcId', 'cidrBlock']],
  'aws:ec2/volumeAttachment:VolumeAttachment': [['instanceId', 'deviceName'], ['volumeId']],
  'aws:ec2/natGateway:NatGateway': [['allocationId']],
  'aws:ec2/vpcPeeringConnection:VpcPeeringConnection': [['vpcId', 'peerVpcId', 'peerOwnerId']],
  'aws:iam/role:Role': [['name']],
  'aws:route53/record:Record': [['zoneId', 'name', 'type']],
  'azure:network/networkSecurityRule:NetworkSecurityRule': [['networkSecurityGroupName', 'direction', 'priority']],
  'azure:network/subnetNetworkSecurityGroupAssociation:SubnetNetworkSecurityGroupAssociation': [['subnetId']],
  'azure:network/subnetRouteTableAssociation:SubnetRouteTableAssociation': [['subnetId']],
  'azure:network/subnetNatGatewayAssociation:SubnetNatGatewayAssociation': [['subnetId']],
  'azure:network/virtualNetworkPeering:VirtualNetworkPeering': [['resourceGroupName', 'virtualNetworkName', 'remoteVirtualNetworkId']],
  'azure:compute/dataDiskAttachment:DataDiskAttachment': [['virtualMachineId', 'lun'], ['managedDiskId']],
  'gcp:compute/attachedDisk:AttachedDisk': [['instance', 'deviceName'], ['disk']],
  'gcp:compute/networkPeering:NetworkPeering': [['network', 'peerNetwork'], ['network', 'name']],
  'gcp:dns/recordSet:RecordSet': [['managedZone', 'name', 'type']],
};

// What grows in place and does not shrink: Google's provider makes another one instead.
const NEVER_SMALLER = { 'aws:ebs/volume:Volume': 'size', 'azure:compute/managedDisk:ManagedDisk': 'diskSizeGb' };

// AWS lets what a route leads to go, and then drops what would use it.
const HOLD_NOTHING = ['aws:ec2/route:Route'];

// What Azure and Google tell names within.
const SCOPES = [
  'resourceGroupName', 'virtualNetworkName', 'networkSecurityGroupName', 'routeTableName', 'zoneName', 'scope',
  'zone', 'region', 'router', 'network', 'project', 'managedZone',
];

/** @returns {string|undefined} why the cloud refuses it */
export function refusal(resources, resource) {
  const others = resources.filter(other => other.type === resource.type && other.id !== resource.id);
  for (const keys of keysOf(resource.type)) {
    const value = keys.map(key => resource.outputs[key]);
    if (value[keys.indexOf('name')] === undefined && keys.includes('name')) continue;
    const same = others.find(other => JSON.stringify(keys.map(key => other.outputs[key])) === JSON.stringify(value));
    if (same) return `${keys.join(', ')} ${JSON.stringify(value)} is in use already, by ${same.id}`;
  }
  for (const address of privateAddresses(resource)) {
    const same = resources.find(other => other.id !== resource.id && privateAddresses(other).includes(address));
    if (same) return `the private address ${address.split(' ')[1]} is in use already, by ${same.id}`;
  }
  return undefined;
}

/** @returns {string|undefined} why the cloud refuses to make this of it */
export function refusedChange(before, after) {
  const size = NEVER_SMALLER[before.type];
  return size && after.outputs[size] < before.outputs[size] ? `${size} ${after.outputs[size]} is smaller than ${before.outputs[size]}` : undefined;
}

/** @returns {string|undefined} what still holds it */
export function holder(resources, resource) {
  const names = new Set([resource.id, resource.outputs.selfLink, resource.outputs.arn].filter(Boolean));
  const using = resources.find(other => other.id !== resource.id && !HOLD_NOTHING.includes(other.type) && [...texts(other.inputs)].some(text => names.has(text)));
  return using && `${using.type} ${using.name} (${using.id})`;
}

/** `network address` for each private address that a resource holds. */
export function privateAddresses({ type, outputs }) {
  const of = (subnet, address) => (address ? [`${subnet} ${address}`] : []);
  switch (type) {
    case 'aws:ec2/instance:Instance': return of(outputs.subnetId, outputs.privateIp);
    case 'azure:network/networkInterface:NetworkInterface': return outputs.ipConfigurations.flatMap(one => of(one.subnetId, one.privateIpAddress));
    case 'gcp:compute/instance:Instance': return outputs.networkInterfaces.flatMap(one => of(one.subnetwork, one.networkIp));
    default: return [];
  }
}

function keysOf(type) {
  const named = /^(azure|gcp):/.test(type) && !SINGLE[type] ? [['name', ...SCOPES]] : [];
  return [...(SINGLE[type] ?? []), ...named];
}
