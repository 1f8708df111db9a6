namespace Infra.Core.Iam;

/// <summary>
/// What may pass the S3 gateway endpoint of a network without any other way out; through others AWS lets everything pass.
/// Source: https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html
/// </summary>
public static class ObjectStoragePolicy
{
    /// <summary>
    /// Only this account's own identities, only its own buckets, only this region. The endpoint is the one way out of such
    /// a network, so it must not lead to other people's buckets: data would leave with it.
    /// </summary>
    /// <param name="accountId">The account the project is in: 12 digits.</param>
    /// <exception cref="ArgumentException">No account id.</exception>
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
