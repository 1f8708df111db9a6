using Infra.Cli.Preflight;

namespace Infra.Cli.Tests.Preflight;

/// <summary>What an account can lack, one thing at a time, and how the clouds' tools fail to answer.</summary>
public static class AccountFaults
{
    /// <summary>Cloud, words of a call, the answer to substitute, check, verdict, part of the finding or of the remedy.</summary>
    public static TheoryData<string, string, string, string, PreflightVerdict, string> Faults { get; } =
        new()
        {
            {
                "aws",
                "get-service-quota L-1216C47A",
                Answers.AwsQuota("ec2", "L-1216C47A", "5.0"),
                "quota",
                PreflightVerdict.Failed,
                "raised to at least 12"
            },
            {
                "aws",
                "get-service-quota L-1216C47A",
                Answers.AwsQuota("ec2", "L-1216C47A", "10.0"),
                "quota",
                PreflightVerdict.Warning,
                "10, 4 used by others"
            },
            {
                "aws",
                "get-service-quota L-0263D0A3",
                Answers.AwsQuota("ec2", "L-0263D0A3", "3.0"),
                "quota",
                PreflightVerdict.Failed,
                "3, 1 used by others; needed 3"
            },
            {
                "aws",
                "get-service-quota L-7A658B76",
                Answers.AwsQuota("ebs", "L-7A658B76", "0.3"),
                "quota",
                PreflightVerdict.Failed,
                "needed 348"
            },
            {
                "aws",
                "offerings",
                """{ "InstanceTypeOfferings": [ { "Location": "eu-west-1a" }, { "Location": "eu-west-1c" } ] }""",
                "machine",
                PreflightVerdict.Failed,
                "not offered in eu-west-1b"
            },
            { "aws", "describe-images", """{ "Images": [] }""", "image", PreflightVerdict.Failed, "Set infra:imageId" },
            {
                "aws",
                "describe-images",
                """{ "Images": [ { "State": "pending" } ] }""",
                "image",
                PreflightVerdict.Failed,
                "none in this region"
            },
            {
                "aws",
                "get-hosted-zone",
                """{ "HostedZone": { "Name": "db.example.com.", "Config": { "PrivateZone": true } } }""",
                "DNS zone",
                PreflightVerdict.Failed,
                "private zone"
            },
            {
                "aws",
                "get-hosted-zone",
                """{ "HostedZone": { "Name": "example.org.", "Config": { "PrivateZone": false } } }""",
                "DNS zone",
                PreflightVerdict.Failed,
                "is the zone example.org."
            },
            {
                "azure",
                "vm list-usage",
                """
                    [ { "currentValue": "0", "limit": "4", "name": { "value": "cores" } }, { "currentValue": "0", "limit": "10",
                      "name": { "value": "standardDSv5Family" } } ]
                    """,
                "quota",
                PreflightVerdict.Failed,
                "4, 0 used by others; needed 6"
            },
            {
                "azure",
                "vm list-usage",
                """[ { "currentValue": "0", "limit": "10", "name": { "value": "cores" } } ]""",
                "quota",
                PreflightVerdict.NotAsked,
                "az does not list the counter standardDSv5Family"
            },
            {
                "azure",
                "vm list-skus",
                """
                    [ { "name": "Standard_D2s_v5", "locationInfo": [ { "zones": [ "1", "2", "3" ] } ],
                      "restrictions": [ { "type": "Zone", "reasonCode": "NotAvailableForSubscription",
                      "restrictionInfo": { "zones": [ "2" ] } } ] } ]
                    """,
                "machine",
                PreflightVerdict.Failed,
                "not offered in 2"
            },
            {
                "azure",
                "vm list-skus",
                """
                    [ { "name": "Standard_D2s_v5", "locationInfo": [ { "zones": [ "1", "2", "3" ] } ],
                      "restrictions": [ { "type": "Location", "reasonCode": "NotAvailableForSubscription" } ] } ]
                    """,
                "machine",
                PreflightVerdict.Failed,
                "not offered in 1, 2, 3"
            },
            { "azure", "vm list-skus", "[]", "machine", PreflightVerdict.Failed, "not offered in 1, 2, 3" },
            {
                "gcp",
                "services list",
                """[ { "config": { "name": "compute.googleapis.com" } } ]""",
                "APIs",
                PreflightVerdict.Failed,
                "gcloud services enable cloudresourcemanager.googleapis.com iam.googleapis.com dns.googleapis.com"
            },
            {
                "gcp",
                "project-info",
                """
                    { "quotas": [ { "limit": 8.0, "metric": "CPUS_ALL_REGIONS", "usage": 4.0 }, { "limit": 5.0,
                      "metric": "NETWORKS", "usage": 5.0 } ] }
                    """,
                "quota",
                PreflightVerdict.Failed,
                "5, 5 used by others; needed 1"
            },
            {
                "gcp",
                "regions describe",
                """{ "quotas": [ { "limit": 500.0, "metric": "SSD_TOTAL_GB", "usage": 120.0 } ] }""",
                "quota",
                PreflightVerdict.Warning,
                "500, 104 used by others; needed 348, while replacing 464"
            },
            {
                "gcp",
                "images describe-from-family",
                """{ "name": "old", "guestOsFeatures": [] }""",
                "image",
                PreflightVerdict.Failed,
                "UEFI_COMPATIBLE"
            },
            {
                "gcp",
                "managed-zones",
                """{ "dnsName": "db.example.com.", "visibility": "private" }""",
                "DNS zone",
                PreflightVerdict.Failed,
                "private zone"
            },
        };

    /// <summary>Errors as the tools print them, and unusable answers: the result is unknown, with the reason.</summary>
    public static TheoryData<string, string, ToolAnswer, string, string> NoAnswers { get; } =
        new()
        {
            {
                "aws",
                "describe-images",
                RecordedTool.Refuses(
                    "\nAn error occurred (UnauthorizedOperation) when calling the DescribeImages operation: You are "
                        + "not authorized to perform this operation."
                ),
                "image",
                "aws: An error occurred (UnauthorizedOperation)"
            },
            { "aws", "get-service-quota L-1216C47A", new ToolAnswer(ToolEnd.CutOff), "quota", "aws did not answer in time" },
            { "aws", "get-service-quota L-1216C47A", RecordedTool.Says(""), "quota", "cannot parse" },
            { "aws", "get-service-quota L-1216C47A", RecordedTool.Says("<html>proxy</html>"), "quota", "cannot parse" },
            { "aws", "get-service-quota L-1216C47A", RecordedTool.Says("""{ "Quota": { "Value": "many" } }"""), "quota", "cannot parse" },
            { "aws", "get-service-quota L-1216C47A", RecordedTool.Says("""{ "Quota": { "Value": 1e300 } }"""), "quota", "cannot parse" },
            {
                "aws",
                "get-service-quota L-1216C47A",
                RecordedTool.Says(string.Concat(Enumerable.Repeat("[", 5000))),
                "quota",
                "cannot parse"
            },
            { "aws", "offerings", RecordedTool.Says("[]"), "machine", "cannot parse" },
            {
                "aws",
                "get-hosted-zone",
                RecordedTool.Refuses(
                    "An error occurred (NoSuchHostedZone) when calling the GetHostedZone operation: No hosted zone found with ID: Z0EXAMPLE"
                ),
                "DNS zone",
                "NoSuchHostedZone"
            },
            {
                "azure",
                "vm list-usage",
                RecordedTool.Refuses("ERROR: (AuthorizationFailed) The client does not have authorization"),
                "quota",
                "AuthorizationFailed"
            },
            {
                "azure",
                "vm image show",
                RecordedTool.Refuses("ERROR: Can't resolve the version of 'Debian:debian-12:12-gen2:latest'"),
                "image",
                "Can't resolve"
            },
            {
                "gcp",
                "machine-types",
                RecordedTool.Refuses("ERROR: (gcloud.compute.machine-types.describe) HTTPError 403: Compute Engine API has not been used"),
                "machine",
                "HTTPError 403"
            },
            { "gcp", "services list", RecordedTool.Says("{}"), "APIs", "cannot parse" },
        };
}
