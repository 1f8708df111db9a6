namespace Infra.Core.Iam;

/// <summary>
/// What the S3 gateway endpoint allows in a network without any other egress; in others AWS's default allows everything. Source:
/// https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html
/// </summary>
public static class ObjectStoragePolicy
{
    /// <summary>
    /// Least privilege: only this account's own identities, only its own buckets, only this region. The endpoint is such a network's only
    /// egress, so it must not reach other people's buckets: data could be exfiltrated to them.
    /// </summary>
    /// <param name="accountId">The project's account: 12 digits.</param>
    /// <exception cref="ArgumentException">The account ID is not valid.</exception>
    public static string SameAccountAndRegion(string accountId, string region)
    {
        var account = Json.Quote(AwsArn.Account(accountId));
        return $$"""
            {
              "Version": "2012-10-17",
              "Statement": [
                {
                  "Sid": "SameAccountAndRegion",
                  "Effect": "Allow",
                  "Principal": "*",
                  "Action": "s3:*",
                  "Resource": "*",
                  "Condition": {
                    "StringEquals": {
                      "aws:PrincipalAccount": {{account}},
                      "aws:ResourceAccount": {{account}},
                      "aws:RequestedRegion": {{Json.Quote(region)}}
                    }
                  }
                }
              ]
            }

            """;
    }
}
