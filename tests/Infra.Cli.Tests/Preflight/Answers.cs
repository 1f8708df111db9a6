using Infra.Cli.Preflight;

namespace Infra.Cli.Tests.Preflight;

/// <summary>What the tools print for an account without problems, according to their documentation.</summary>
internal static class Answers
{
    internal static (string Words, ToolAnswer Answer)[] Aws { get; } =
    [
        (
            "sts get-caller-identity",
            Says("""{ "UserId": "AIDASAMPLEUSERID", "Account": "123456789012", "Arn": "arn:aws:iam::123456789012:user/Ops" }""")
        ),
        ("get-service-quota L-1216C47A --service-code ec2", Says(AwsQuota("ec2", "L-1216C47A", "64.0"))),
        ("get-service-quota L-0263D0A3 --service-code ec2", Says(AwsQuota("ec2", "L-0263D0A3", "5.0"))),
        ("get-service-quota L-F678F1CE --service-code vpc", Says(AwsQuota("vpc", "L-F678F1CE", "5.0"))),
        ("get-service-quota L-7A658B76 --service-code ebs", Says(AwsQuota("ebs", "L-7A658B76", "50.0"))),
        (
            "describe-instances",
            Says(
                """
                [ { "Type": "m6i.large", "Cores": 1, "Threads": 2, "Tags": [ { "Key": "project", "Value": "acme" } ] },
                  { "Type": "c5.xlarge", "Cores": 2, "Threads": 2, "Tags": null },
                  { "Type": "p3.2xlarge", "Cores": 4, "Threads": 2, "Tags": [] } ]
                """
            )
        ),
        ("describe-addresses", Says("""[ { "Tags": [ { "Key": "project", "Value": "acme" } ] }, { "Tags": null } ]""")),
        ("describe-vpcs", Says("""[ { "Tags": null } ]""")),
        (
            "describe-volumes",
            Says("""[ { "Size": 100, "Tags": null }, { "Size": 500, "Tags": [ { "Key": "project", "Value": "acme" } ] } ]""")
        ),
        (
            "describe-instance-type-offerings m6i.large",
            Says(
                """
                { "InstanceTypeOfferings": [
                    { "InstanceType": "m6i.large", "LocationType": "availability-zone", "Location": "eu-west-1a" },
                    { "InstanceType": "m6i.large", "LocationType": "availability-zone", "Location": "eu-west-1b" },
                    { "InstanceType": "m6i.large", "LocationType": "availability-zone", "Location": "eu-west-1c" } ] }
                """
            )
        ),
        (
            "describe-images",
            Says(
                """
                { "Images": [ { "ImageId": "ami-0123456789abcdef0", "State": "available",
                  "Name": "debian-12-amd64-20261101-2285" } ] }
                """
            )
        ),
        (
            "route53 get-hosted-zone Z0EXAMPLE",
            Says(
                """
                { "HostedZone": { "Id": "/hostedzone/Z0EXAMPLE", "Name": "db.example.com.",
                  "Config": { "PrivateZone": false } }, "DelegationSet": {} }
                """
            )
        ),
    ];

    internal static (string Words, ToolAnswer Answer)[] Azure { get; } =
    [
        (
            "az account show",
            Says(
                """
                { "id": "51111111-2222-4333-8444-555555555555", "name": "Production", "state": "Enabled",
                  "tenantId": "41111111-2222-4333-8444-555555555555", "user": { "name": "ops@example.com",
                  "type": "user" } }
                """
            )
        ),
        (
            "az vm list-usage westeurope",
            Says(
                """
                [ { "currentValue": "8", "limit": "10", "localName": "Total Regional vCPUs",
                  "name": { "localizedValue": "Total Regional vCPUs", "value": "cores" } },
                  { "currentValue": "6", "limit": "10", "localName": "Standard DSv5 Family vCPUs",
                    "name": { "localizedValue": "Standard DSv5 Family vCPUs", "value": "standardDSv5Family" } } ]
                """
            )
        ),
        (
            "az network list-usages",
            Says(
                """
                [ { "currentValue": 1, "limit": 20, "name": { "localizedValue": "Public IPv4 Addresses - Standard",
                  "value": "IPv4StandardSkuPublicIpAddresses" }, "unit": "Count" } ]
                """
            )
        ),
        (
            "az vm list-skus Standard_D2s_v5",
            Says(
                """
                [ { "name": "Standard_D2s_v5", "resourceType": "virtualMachines", "locations": [ "westeurope" ],
                    "locationInfo": [ { "location": "westeurope", "zones": [ "3", "1", "2" ] } ], "restrictions": [] } ]
                """
            )
        ),
        ("az vm list --query [?tags.project=='acme']", Says("""[ "Standard_D2s_v5", "Standard_D2s_v5", "Standard_D2s_v5" ]""")),
        ("az vm image show Debian:debian-12:12-gen2:latest", Says("""{ "name": "0.20261101.2285", "hyperVGeneration": "V2" }""")),
        (
            "az resource show --ids",
            Says(
                """
                { "name": "node", "properties": { "hyperVGeneration": "V2", "features": [ { "name": "SecurityType",
                  "value": "TrustedLaunchSupported" } ] } }
                """
            )
        ),
        ("az network dns zone show db.example.com", Says("""{ "name": "db.example.com", "zoneType": "Public" }""")),
    ];

    internal static (string Words, ToolAnswer Answer)[] Gcp { get; } =
    [
        ("gcloud auth list", Says("""[ { "account": "ops@example.com", "status": "ACTIVE" } ]""")),
        ("gcloud config get project", Says("\"acme-production\"")),
        (
            "gcloud services list --enabled",
            Says(
                """
                [ { "config": { "name": "compute.googleapis.com" }, "state": "ENABLED" },
                  { "config": { "name": "iam.googleapis.com" }, "state": "ENABLED" },
                  { "config": { "name": "cloudresourcemanager.googleapis.com" }, "state": "ENABLED" },
                    { "config": { "name": "dns.googleapis.com" }, "state": "ENABLED" } ]
                """
            )
        ),
        (
            "gcloud compute regions describe europe-west1",
            Says(
                """
                { "name": "europe-west1", "quotas": [ { "limit": 500.0, "metric": "SSD_TOTAL_GB", "usage": 20.0 },
                  { "limit": 8.0, "metric": "IN_USE_ADDRESSES", "usage": 1.0 },
                  { "limit": 8.0, "metric": "STATIC_ADDRESSES", "usage": 0.0 }, { "limit": 24.0, "metric": "N2_CPUS", "usage": 0.0 } ] }
                """
            )
        ),
        (
            "gcloud compute project-info describe",
            Says(
                """
                { "quotas": [ { "limit": 12.0, "metric": "CPUS_ALL_REGIONS", "usage": 2.0 }, { "limit": 5.0,
                  "metric": "NETWORKS", "usage": 1.0 } ] }
                """
            )
        ),
        (
            "gcloud compute instances list",
            Says(
                """
                [ { "machineType":
                  "https://www.googleapis.com/compute/v1/projects/acme-production/zones/europe-west1-b/machineTypes/n2-standard-2" } ]
                """
            )
        ),
        ("gcloud compute disks list", Says("""[ { "sizeGb": "16" } ]""")),
        ("gcloud compute addresses list", Says("[]")),
        ("gcloud compute networks list", Says("[]")),
        ("gcloud compute machine-types describe n2-standard-2", Says("""{ "name": "n2-standard-2", "guestCpus": 2 }""")),
        (
            "gcloud compute images describe-from-family debian-12",
            Says(
                """{ "name": "debian-12-bookworm-v20261101", "guestOsFeatures": [ { "type": "UEFI_COMPATIBLE" }, { "type": "GVNIC" } ] }"""
            )
        ),
        ("gcloud compute images describe baked", Says("""{ "name": "baked", "guestOsFeatures": [ { "type": "UEFI_COMPATIBLE" } ] }""")),
        (
            "gcloud dns managed-zones describe example-com",
            Says("""{ "name": "example-com", "dnsName": "db.example.com.", "visibility": "public" }""")
        ),
    ];

    internal static (string Words, ToolAnswer Answer)[] Of(string cloud) =>
        cloud switch
        {
            "aws" => Aws,
            "azure" => Azure,
            _ => Gcp,
        };

    internal static string AwsQuota(string service, string code, string value) =>
        $$"""
            { "Quota": { "ServiceCode": "{{service}}", "QuotaCode": "{{code}}", "QuotaName": "a quota", "Value": {{value}},
              "Unit": "None", "Adjustable": true, "GlobalQuota": false } }
            """;

    private static ToolAnswer Says(string json) => RecordedTool.Says(json);
}
