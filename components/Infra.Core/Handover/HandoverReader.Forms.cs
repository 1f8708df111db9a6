using System.Text.RegularExpressions;

namespace Infra.Core.Handover;

/// <content>The forms of values: none has a quote, a space, a dollar or a brace, which mean something in one document or another.</content>
public sealed partial class HandoverReader
{
    [GeneratedRegex(@"\A[a-z][a-z0-9-]{0,19}\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"\A[A-Za-z0-9._:-]{1,253}\z")]
    private static partial Regex Identifier();

    [GeneratedRegex(@"\A[A-Za-z0-9._:/-]{1,1024}\z")]
    private static partial Regex Path();

    [GeneratedRegex(@"\A[!-~]{1,1224}\z")]
    private static partial Regex Visible();

    // Names in the cloud, with * for a random end. No quotes, spaces, dollars or braces.
    [GeneratedRegex(@"\A[A-Za-z0-9._:/@+=,*-]{1,1224}\z")]
    private static partial Regex Resource();

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9.:/]{2,255}\z")]
    private static partial Regex Action();

    [GeneratedRegex(@"\A[A-Za-z0-9]+(:[A-Za-z0-9/]+){2}\z")]
    private static partial Regex Token();

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9]{0,63}\z")]
    private static partial Regex Key();

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9._-]{1,221}[a-z0-9]\z")]
    private static partial Regex Bucket();

    [GeneratedRegex(@"\A[0-9a-f]{64}\z")]
    private static partial Regex Digest();

    [GeneratedRegex(@"\A[a-z0-9@.-]{1,64} [A-Za-z0-9+/]{16,8192}={0,2}\z")]
    private static partial Regex PublicKey();

    [GeneratedRegex(@"\A(-----(BEGIN|END) SSH SIGNATURE-----|[A-Za-z0-9+/=]{1,76})\z")]
    private static partial Regex ArmourLine();
}
