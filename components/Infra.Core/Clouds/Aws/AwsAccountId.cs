using Infra.Core.Diagnostics;
using Infra.Core.Spec.Findings;
using Infra.Core.Spec.Text;

namespace Infra.Core.Clouds.Aws;

/// <summary>Reads an AWS account ID: 12 digits, with leading zeros.</summary>
internal static class AwsAccountId
{
    private const int Digits = 12;

    /// <summary>Returns the ID, or null (reported).</summary>
    /// <param name="bad">Whose account it is.</param>
    // A number is accepted too, but 012345678901 as a number is 12345678901, here and in what Pulumi passes on.
    internal static string? Read(TextNode? node, BadId bad, DiagnosticBag bag)
    {
        var number = node is TextNode.Scalar { Quoted: false, Text: [_, ..] text } && text.All(char.IsAsciiDigit) ? text : null;
        if (number is ['0', ..])
        {
            bag.Add(bad.ZeroDropped(node!.Where, number));
            return null;
        }

        var account = number ?? ValueReader.Text(node, "the account", bag);
        if (account is null || (account.Length == Digits && account.All(char.IsAsciiDigit)))
        {
            return account;
        }

        bag.Add(
            bad.Malformed(node!.Where, account, "an AWS account ID", "12 digits, e.g. \"111122223333\"; keep leading zeros, in quotes")
        );
        return null;
    }
}
