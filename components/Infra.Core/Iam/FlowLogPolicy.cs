namespace Infra.Core.Iam;

/// <summary>
/// The role that VPC flow logs write with: who may take it, and what it may do.
/// Source: https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
/// </summary>
public static class FlowLogPolicy
{
    /// <summary>
    /// The flow log service may take the role, and only for this account's flow logs in this region: without the conditions
    /// another customer's flow log could be pointed at it (the confused deputy).
    /// </summary>
    /// <exception cref="ArgumentException">No account id.</exception>
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

    /// <summary>Write to one log group. Not to make one: it exists already, with the retention that was asked for.</summary>
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
