using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Infra.Cli.Output;
using Infra.Cli.Stacks;
using Infra.Core.Diagnostics;
using Infra.Core.Handover;
using Infra.Core.Iam;
using Infra.Core.Spec;

namespace Infra.Cli.Handover;

/// <summary>The customer's second step: what was made in the account, from the outputs of the tool that made it.</summary>
internal static class AnswerStep
{
    internal static int Run(HandoverWanted wanted, DateTimeOffset now, Screen screen)
    {
        var request = CheckStep.Demand(wanted, now);
        var key = HandoverWanted.Demand(wanted.Key, "--key", "the customer's SSH key, which signs the file");
        if (wanted.Outputs.Length == 0)
        {
            throw new UserException("--outputs is missing: the outputs of what you applied, as JSON.", "Add --outputs.", ExitCode.BadInput);
        }

        var file = wanted.Out
            ?? Path.Combine(Path.GetDirectoryName(Path.GetFullPath(wanted.Request!))!, $"{request.Needs.Project}.handover-answer.json");
        var outputs = Outputs.Read(wanted.Outputs);
        var name = string.Join(", ", wanted.Outputs);
        var identity = Identity(request, outputs, name);
        var issued = new DateTimeOffset(now.Ticks - now.Ticks % TimeSpan.TicksPerSecond, TimeSpan.Zero);
        var content = new JsonObject { ["network"] = Structure(outputs, "network"), ["buckets"] = Structure(outputs, "buckets") };
        var answer = new HandoverAnswer(
            request.Digest,
            request.Needs.Cloud,
            request.Needs.Project,
            request.Needs.Account!,
            identity,
            Network(content["network"], name),
            Buckets(content["buckets"], name),
            issued,
            issued + HandoverRequest.UsualLife
        );
        var before = File.Exists(file) ? HandoverReader.Answer(file, HandoverFiles.Text(file)).Value?.Content : null;
        if (File.Exists(file) && before is null)
        {
            throw SshSignatures.Refused(
                HandoverFindings.InTheWay(
                    SourceLocation.Top(file),
                    "Another file is there, which is no answer.",
                    "Name another file with --out."
                )
            );
        }

        if (before is not null && before.SaysTheSame(answer) && before.Expires > now)
        {
            screen.Line($"{file} is unchanged: it says this already, and is valid until {before.Expires:yyyy-MM-dd}.");
            return ExitCode.Ok;
        }

        var signature = SshSignatures.Sign(key, HandoverFiles.AnswerPurpose, HandoverJson.TextToSign(answer));
        var text = HandoverJson.Write(answer, signature);
        // Read back before it is sent: what the operator would refuse is refused here.
        if (HandoverReader.Answer(name, text) is { Succeeded: false, Diagnostics: var found })
        {
            throw new StackErrorsException(found);
        }

        HandoverFiles.Write(file, text);
        screen.Line($"Wrote {file}, valid until {answer.Expires:yyyy-MM-dd}. Nothing in it is secret.");
        screen.Line("Send it to the operator, and over another channel the fingerprint of the key that signed it:");
        screen.Command($"  {SshSignatures.Fingerprint(signature.Key)}");
        return ExitCode.Ok;
    }

    private static ImmutableSortedDictionary<string, string> Identity(
        HandoverRequest request,
        Dictionary<string, JsonNode> outputs,
        string file
    )
    {
        var identity = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var value in AccountAccess.IdentityOf(request.Needs, request.Identity))
        {
            var given = value.Output is { } output ? outputs.GetValueOrDefault(output)?.ToString() : value.Expected;
            if (given is null)
            {
                throw SshSignatures.Refused(
                    HandoverFindings.NoOutput(
                        file,
                        $"There is no output '{value.Output}' ({Words.Of(request.Needs.Cloud)} {value.Key}).",
                        "Apply the documents of infra handover check --format first, and give the outputs of that."
                    )
                );
            }

            if (!Regex.IsMatch(given, value.Form) || (value.Expected is { } expected && given != expected))
            {
                throw SshSignatures.Refused(
                    HandoverFindings.Foreign(file, $"output '{value.Output}'", given, value.Expected ?? "an ID in lower case")
                );
            }

            identity[value.Key] = given;
        }

        return identity.ToImmutable();
    }

    private static HandoverNetwork? Network(JsonNode? written, string file)
    {
        if (written is null)
        {
            return null;
        }

        var subnets = ImmutableSortedDictionary.CreateBuilder<string, (string, string)>(StringComparer.Ordinal);
        foreach (var (zone, subnet) in written["subnets"] as JsonObject ?? [])
        {
            subnets[zone] = (Part(subnet, "id", file), Part(subnet, "cidr", file));
        }

        return new HandoverNetwork(Part(written, "id", file), subnets.ToImmutable());
    }

    private static string Part(JsonNode? node, string key, string file) =>
        node is JsonObject map && map[key] is JsonValue value
            ? value.ToString()
            : throw SshSignatures.Refused(
                HandoverFindings.NoOutput(
                    file,
                    $"The output 'network' has no '{key}' where one belongs.",
                    "Give it the form of the stack file's network: { id, subnets: { <zone>: { id, cidr } } }. docs/handover.md"
                )
            );

    private static ImmutableArray<string> Buckets(JsonNode? written, string file) =>
        written switch
        {
            null => [],
            JsonArray list when list.All(item => item is JsonValue) =>
            [
                .. list.Select(item => item!.ToString()).Order(StringComparer.Ordinal),
            ],
            _ => throw SshSignatures.Refused(
                HandoverFindings.NoOutput(file, "The output 'buckets' is not a list of names.", "Give a list of names, or leave it out.")
            ),
        };

    /// <summary>An output that is a structure, or its JSON as text, which is all that some tools have.</summary>
    private static JsonNode? Structure(Dictionary<string, JsonNode> outputs, string name)
    {
        if (outputs.GetValueOrDefault(name) is not { } node)
        {
            return null;
        }

        try
        {
            return node is JsonValue value ? JsonNode.Parse(value.ToString()) : node.DeepClone();
        }
        catch (JsonException)
        {
            return JsonValue.Create(node.ToString());
        }
    }
}
