namespace Infra.Core.Clouds.Aws;

/// <summary>
/// Lists what needs a rule: names of components and destinations, as many as AWS accepts. At most 255 characters of <c>a-zA-Z0-9.
/// _-:/()#,@[]+=&amp;;{}!$*</c>, https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpRange.html; names consist of letters, digits,
/// dashes and underscores.
/// </summary>
internal static class RuleDescription
{
    internal const int Longest = 255;

    /// <summary><c>pg, pgbouncer</c>; if not all fit, <c>pg, pgbouncer and 12 more</c>.</summary>
    internal static string Of(IEnumerable<string> purposes)
    {
        var names = purposes.ToList();
        for (var kept = names.Count; ; kept--)
        {
            var text = string.Join(", ", names.Take(kept)) + (kept == names.Count ? "" : $" and {names.Count - kept} more");
            if (text.Length <= Longest)
            {
                return text;
            }
        }
    }
}
