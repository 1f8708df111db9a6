namespace Infra.Core.Iam;

/// <summary>
/// The role that VPC flow logs write with: who may assume it, and its permissions. Source:
/// https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
/// </summary>
public static class FlowLogPolicy
{
    /// <summary>
    /// The flow log service may assume the role, and only for this account's flow logs in this region: without the conditions another
    /// customer's flow log could use it (the confused deputy problem).
    /// </summary>
    /// <exception cref="ArgumentException">The account ID is not valid.</exception>
    public static string Trust(string accountId, string region)
    {
        var account = AwsArn.Account(accountId);
        return $$"""
            {
              "Version": "2012-10-17",
              "Statement": [
                {
                  "Effect": "Allow",
                  "Principal": { "Service": "vpc-flow-logs.amazonaws.com" },
                  "Action": "sts:AssumeRole",
                  "Condition": {
                    "StringEquals": { "aws:SourceAccount": {{Json.Quote(account)}} },
                    "ArnLike": { "aws:SourceArn": {{Json.Quote($"arn:{AwsArn.Partition(region)}:ec2:{region}:{account}:vpc-flow-log/*")}} }
                  }
                }
              ]
            }

            """;
    }

    /// <summary>Permission to write to one log group, but not to create one: it already exists, with the requested retention.</summary>
    /// <param name="logGroupArn">Without the <c>:*</c> that some interfaces add.</param>
    public static string Write(string logGroupArn) =>
        $$"""
            {
              "Version": "2012-10-17",
              "Statement": [
                {
                  "Sid": "WriteToThisGroup",
                  "Effect": "Allow",
                  "Action": ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
                  "Resource": [{{Json.Quote(logGroupArn)}}, {{Json.Quote($"{logGroupArn}:*")}}]
                },
                {
                  "Sid": "FindIt",
                  "Effect": "Allow",
                  "Action": "logs:DescribeLogGroups",
                  "Resource": "*"
                }
              ]
            }

            """;
}
