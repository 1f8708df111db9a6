using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Core.Iam;
using Infra.Core.Spec;

namespace Infra.Core.Handover;

/// <summary>
/// The files of a handover. What is signed is the content, written in the one way that it can be written, so that neither layout nor the
/// order of keys matters, and everything that is read has been signed.
/// </summary>
public static class HandoverJson
{
    public const string RequestFormat = "infra.handover.request/1";
    public const string AnswerFormat = "infra.handover.answer/1";

    internal const string Time = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonSerializerOptions Compact = new(Indented) { WriteIndented = false };

    /// <summary>What is signed.</summary>
    public static string TextToSign(HandoverRequest request) => $"{RequestFormat}\n{Content(request).ToJsonString(Compact)}";

    /// <inheritdoc cref="TextToSign(HandoverRequest)"/>
    public static string TextToSign(HandoverAnswer answer) => $"{AnswerFormat}\n{Content(answer).ToJsonString(Compact)}";

    public static string Write(HandoverRequest request, HandoverSignature signature) => File(RequestFormat, Content(request), signature);

    public static string Write(HandoverAnswer answer, HandoverSignature signature) => File(AnswerFormat, Content(answer), signature);

    private static string File(string format, JsonObject content, HandoverSignature signature) =>
        new JsonObject
        {
            ["format"] = format,
            ["content"] = content,
            ["signature"] = new JsonObject { ["key"] = signature.Key, ["lines"] = Texts(signature.Lines) },
        }.ToJsonString(Indented) + "\n";

    private static JsonObject Content(HandoverRequest request)
    {
        var needs = request.Needs;
        var content = new JsonObject
        {
            ["cloud"] = Words.Of(needs.Cloud),
            ["account"] = needs.Account,
            ["project"] = needs.Project,
            ["region"] = needs.Region,
            ["principal"] = request.Identity.Principal,
        };
        Set(content, "externalId", request.Identity.ExternalId);
        content["managementSources"] = Texts(request.ManagementSources.Select(source => source.ToString()));
        Set(content, "dnsZone", needs.DnsZone);
        Set(content, "dnsZoneId", needs.DnsZoneId);
        content["issued"] = Stamp(request.Issued);
        content["expires"] = Stamp(request.Expires);
        content["actions"] = Texts(needs.Actions);
        content["resources"] = new JsonArray([.. needs.Resources.Select(Resource)]);
        return content;
    }

    private static JsonObject Resource(PlannedResource resource)
    {
        var written = new JsonObject { ["type"] = resource.Type, ["logicalName"] = resource.Name };
        foreach (var (key, value) in resource.Texts)
        {
            written[key] = value;
        }

        return written;
    }

    private static JsonObject Content(HandoverAnswer answer)
    {
        var content = new JsonObject
        {
            ["request"] = answer.Request,
            ["cloud"] = Words.Of(answer.Cloud),
            ["account"] = answer.Account,
            ["project"] = answer.Project,
            ["identity"] = new JsonObject(answer.Identity.Select(value => KeyValuePair.Create<string, JsonNode?>(value.Key, value.Value))),
        };
        if (answer.Network is { } network)
        {
            content["network"] = new JsonObject
            {
                ["id"] = network.Id,
                ["subnets"] = new JsonObject(
                    network.Subnets.Select(subnet =>
                        KeyValuePair.Create<string, JsonNode?>(
                            subnet.Key,
                            new JsonObject { ["id"] = subnet.Value.Id, ["cidr"] = subnet.Value.Cidr }
                        )
                    )
                ),
            };
        }

        content["buckets"] = Texts(answer.Buckets);
        content["issued"] = Stamp(answer.Issued);
        content["expires"] = Stamp(answer.Expires);
        return content;
    }

    private static string Stamp(DateTimeOffset time) => time.ToUniversalTime().ToString(Time, CultureInfo.InvariantCulture);

    private static void Set(JsonObject content, string key, string? value)
    {
        if (value is not null)
        {
            content[key] = value;
        }
    }

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);
}
