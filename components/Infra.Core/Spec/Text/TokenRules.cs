using Infra.Core.Spec.Findings;
using YamlDotNet.Core;
using YamlDotNet.Core.Tokens;

namespace Infra.Core.Spec.Text;

/// <summary>
/// Rules for YAML text beyond YamlDotNet's, checked on its tokens: commas where go-yaml (and so Pulumi) requires them, and no syntax that
/// these files do not need.
/// </summary>
internal static class TokenRules
{
    // Deeper than any valid text; the scanner's time grows with the square of the depth.
    private const int Deepest = 64;

    /// <summary>Everything found, in the order of the text.</summary>
    /// <param name="text">YAML that YamlDotNet accepts, or as much of it as can be scanned.</param>
    internal static IEnumerable<Refused> Check(string text)
    {
        var scanner = new Scanner(new StringReader(text));
        var flow = new Stack<After>();
        while (flow.Count <= Deepest && scanner.MoveNext())
        {
            var token = scanner.Current!;
            if (token is Error)
            {
                // From here on the scanner would repeat the same token forever.
                yield break;
            }

            switch (token)
            {
                case VersionDirective or TagDirective:
                    yield return new Refused.Feature(token.Start, YamlFeatureRefused.Directive);
                    break;
                case Key when token.End.Index > token.Start.Index:
                    yield return new Refused.Feature(token.Start, YamlFeatureRefused.MarkedKey);
                    break;
                default:
                    if (flow.TryPeek(out var after) && Next(token, after) is { } wrong)
                    {
                        yield return new Refused.Malformed(wrong);
                    }

                    break;
            }

            Follow(token, flow);
        }
    }

    private static YamlMistake? Next(Token token, After after) =>
        (token, after) switch
        {
            (Key or Scalar or FlowSequenceStart or FlowMappingStart, After.Entry) => YamlMistake.NoComma(token.Start),
            (FlowEntry, After.Opening or After.Comma) => YamlMistake.NoEntry(token.Start),
            _ => null,
        };

    private static void Follow(Token token, Stack<After> flow)
    {
        switch (token)
        {
            case FlowSequenceStart or FlowMappingStart:
                Set(flow, After.Entry);
                flow.Push(After.Opening);
                break;
            case FlowSequenceEnd or FlowMappingEnd:
                flow.TryPop(out _);
                Set(flow, After.Entry);
                break;
            case FlowEntry:
                Set(flow, After.Comma);
                break;
            case Key:
                Set(flow, After.Key);
                break;
            case Value:
                Set(flow, After.Colon);
                break;
            case Scalar or AnchorAlias:
                Set(flow, After.Entry);
                break;
            default:
                break;
        }
    }

    private static void Set(Stack<After> flow, After after)
    {
        if (flow.Count > 0)
        {
            flow.Pop();
            flow.Push(after);
        }
    }

    /// <summary>The error at a token.</summary>
    internal abstract record Refused
    {
        private Refused() { }

        internal sealed record Malformed(YamlMistake Mistake) : Refused;

        internal sealed record Feature(Mark Where, YamlFeatureRefused What) : Refused;
    }

    /// <summary>The last thing read inside the innermost open bracket.</summary>
    private enum After
    {
        Opening,
        Comma,
        Key,
        Colon,
        Entry,
    }
}
