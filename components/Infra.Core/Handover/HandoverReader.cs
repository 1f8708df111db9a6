using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Infra.Core.Addressing;
using Infra.Core.Clouds;
using Infra.Core.Diagnostics;
using Infra.Core.Iam;
using Infra.Core.Spec;

namespace Infra.Core.Handover;

/// <summary>
/// Reads the files of a handover, strictly: unknown keys, other formats and values that no version would write are refused, whoever signed
/// them. What is wrong is reported all at once.
/// </summary>
public sealed partial class HandoverReader
{
    /// <summary>Bytes; a request of everything there is has a tenth of it.</summary>
    public const int LargestFile = 1 << 18;

    private readonly string _file;
    private readonly DiagnosticBag _bag = new();

    private HandoverReader(string file) => _file = file;

    /// <param name="file">As the user named it.</param>
    public static Outcome<SignedFile<HandoverRequest>> Request(string file, string text) =>
        new HandoverReader(file).Read(text, HandoverJson.RequestFormat, (reader, content) => reader.Request(content));

    /// <inheritdoc cref="Request(string, string)"/>
    public static Outcome<SignedFile<HandoverAnswer>> Answer(string file, string text) =>
        new HandoverReader(file).Read(text, HandoverJson.AnswerFormat, (reader, content) => reader.Answer(content));

    private Outcome<SignedFile<T>> Read<T>(string text, string format, Func<HandoverReader, JsonElement, T?> read)
        where T : class
    {
        SignedFile<T>? result = null;
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false });
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("format", out var its) || its.GetRawText()[0] != '"')
            {
                _bag.Add(HandoverFindings.Unreadable(At(""), "This is not a file of infra handover: it has no format."));
            }
            else if (its.GetString() != format)
            {
                _bag.Add(HandoverFindings.OtherFormat(At("format"), its.GetString()!, format));
            }
            else if (Keys(root, "", ["format", "content", "signature"], []))
            {
                var signature = Signature(root.GetProperty("signature"));
                var written = root.GetProperty("content");
                var content = written.ValueKind == JsonValueKind.Object ? read(this, written) : null;
                result = signature is null || content is null || _bag.HasErrors ? null : new SignedFile<T>(content, signature);
                if (result is null && !_bag.HasErrors)
                {
                    _bag.Add(HandoverFindings.Unreadable(At("content"), "The content is not a JSON object."));
                }
            }
        }
        catch (JsonException e)
        {
            _bag.Add(
                HandoverFindings.Unreadable(
                    new SourceLocation(_file, (int)(e.LineNumber ?? 0) + 1, (int)(e.BytePositionInLine ?? 0) + 1, ""),
                    "This is not valid JSON."
                )
            );
        }

        return new Outcome<SignedFile<T>>(result, _bag.Sorted());
    }

    private HandoverSignature? Signature(JsonElement signature)
    {
        if (signature.ValueKind != JsonValueKind.Object || !Keys(signature, "signature", ["key", "lines"], []))
        {
            return null;
        }

        var key = Text(signature, "signature", "key", PublicKey(), "an SSH public key.");
        var lines = Texts(signature, "signature", "lines", ArmourLine(), "a line of an SSH signature.");
        return key is null || lines.IsEmpty ? null : new HandoverSignature(key, lines);
    }

    private HandoverRequest? Request(JsonElement content)
    {
        if (
            !Keys(
                content,
                "content",
                ["cloud", "account", "project", "region", "principal", "managementSources", "issued", "expires", "actions", "resources"],
                ["externalId", "dnsZone", "dnsZoneId"]
            )
        )
        {
            return null;
        }

        var cloud = Cloud(content);
        var account = Text(content, "content", "account", Identifier(), "letters, digits and any of '.:_-'.");
        var project = Text(content, "content", "project", Name(), "a project's name.");
        var region = Text(content, "content", "region", Identifier(), "a region.");
        var principal = Text(content, "content", "principal", Visible(), "a principal.");
        var externalId = Text(content, "content", "externalId", Visible(), "an external ID.");
        var sources = Texts(content, "content", "managementSources", Visible(), "a network in CIDR notation.");
        var zone = Text(content, "content", "dnsZone", Identifier(), "a DNS zone's name.");
        var zoneId = Text(content, "content", "dnsZoneId", Identifier(), "a DNS zone's ID.");
        var actions = Texts(content, "content", "actions", Action(), "an action without a wildcard.");
        var resources = Resources(content.GetProperty("resources"), project ?? "");
        var (issued, expires) = (Moment(content, "issued"), Moment(content, "expires"));
        var networks = ImmutableArray.CreateBuilder<Cidr>();
        foreach (var source in sources)
        {
            if (Cidr.TryParse(source, out var network))
            {
                networks.Add(network.Value);
            }
            else
            {
                _bag.Add(HandoverFindings.BadValue(At("content.managementSources"), source, "a network in CIDR notation."));
            }
        }

        if (_bag.HasErrors || cloud is not { } kind || issued is not { } from || expires is not { } to)
        {
            return null;
        }

        var identity = new OperatorIdentity(principal!, externalId);
        if (AccountAccess.Problem(kind, identity) is { } problem)
        {
            _bag.Add(HandoverFindings.BadValue(At("content.principal"), principal!, problem));
            return null;
        }

        var needs = new AccessNeeds(kind, project!, region!, actions.ToImmutableSortedSet(StringComparer.Ordinal))
        {
            Account = account,
            Resources = resources,
            DnsZone = zone,
            DnsZoneId = zoneId,
        };
        return new HandoverRequest(needs, identity, networks.ToImmutable(), from, to);
    }

    private HandoverAnswer? Answer(JsonElement content)
    {
        if (!Keys(content, "content", ["request", "cloud", "account", "project", "identity", "buckets", "issued", "expires"], ["network"]))
        {
            return null;
        }

        var request = Text(content, "content", "request", Digest(), "the SHA-256 digest of a request.");
        var cloud = Cloud(content);
        var account = Text(content, "content", "account", Identifier(), "letters, digits and any of '.:_-'.");
        var project = Text(content, "content", "project", Name(), "a project's name.");
        var identity = Map(content.GetProperty("identity"), "content.identity");
        var network = content.TryGetProperty("network", out var written) ? Network(written) : null;
        var buckets = Texts(content, "content", "buckets", Bucket(), "a bucket's name.");
        var (issued, expires) = (Moment(content, "issued"), Moment(content, "expires"));
        return _bag.HasErrors || cloud is not { } kind || issued is not { } from || expires is not { } to
            ? null
            : new HandoverAnswer(request!, kind, project!, account!, identity, network, buckets, from, to);
    }

    /// <summary>Reads a network: of an answer, or of an output.</summary>
    private HandoverNetwork? Network(JsonElement written)
    {
        if (written.ValueKind != JsonValueKind.Object || !Keys(written, "content.network", ["id", "subnets"], []))
        {
            return null;
        }

        var id = Text(written, "content.network", "id", Path(), "how the cloud identifies a network.");
        var subnets = ImmutableSortedDictionary.CreateBuilder<string, (string, string)>(StringComparer.Ordinal);
        if (written.GetProperty("subnets").ValueKind == JsonValueKind.Object)
        {
            foreach (var zone in written.GetProperty("subnets").EnumerateObject())
            {
                var where = $"content.network.subnets.{zone.Name}";
                if (
                    Identifier().IsMatch(zone.Name)
                    && zone.Value.ValueKind == JsonValueKind.Object
                    && Keys(zone.Value, where, ["id", "cidr"], [])
                    && Text(zone.Value, where, "id", Path(), "how the cloud identifies a subnet.") is { } subnet
                    && Text(zone.Value, where, "cidr", Visible(), "a network in CIDR notation.") is { } cidr
                    && Cidr.TryParse(cidr, out _)
                )
                {
                    subnets[zone.Name] = (subnet, cidr);
                    continue;
                }

                _bag.Add(HandoverFindings.BadValue(At(where), zone.Name, "a zone with a subnet's id and cidr."));
            }
        }

        return id is null || subnets.Count == 0
            ? Nothing<HandoverNetwork>("content.network", "a network with its subnets.")
            : new HandoverNetwork(id, subnets.ToImmutable());
    }

    private T? Nothing<T>(string path, string form)
        where T : class
    {
        _bag.Add(HandoverFindings.BadValue(At(path), "", form));
        return null;
    }

    private ImmutableArray<PlannedResource> Resources(JsonElement written, string project)
    {
        if (written.ValueKind != JsonValueKind.Array)
        {
            _bag.Add(HandoverFindings.BadValue(At("content.resources"), written.ToString(), "a list."));
            return [];
        }

        var resources = ImmutableArray.CreateBuilder<PlannedResource>();
        foreach (var one in written.EnumerateArray())
        {
            var texts = Map(one, "content.resources");
            if (texts.GetValueOrDefault("type") is { } type && texts.GetValueOrDefault("logicalName") is { } name && Token().IsMatch(type))
            {
                var resource = new PlannedResource(type, name, texts.Remove("type").Remove("logicalName"));
                if (Condensed.Problem(resource, project) is { } problem)
                {
                    _bag.Add(HandoverFindings.BadValue(At("content.resources"), $"{type} {string.Join(' ', texts.Values)}", problem));
                }

                resources.Add(resource);
                continue;
            }

            _bag.Add(HandoverFindings.BadValue(At("content.resources"), one.ToString(), "a resource with its type and name."));
        }

        return resources.ToImmutable();
    }

    private ImmutableSortedDictionary<string, string> Map(JsonElement written, string path)
    {
        var map = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (written.ValueKind == JsonValueKind.Object)
        {
            foreach (var entry in written.EnumerateObject())
            {
                if (Key().IsMatch(entry.Name) && Text(written, path, entry.Name, Resource(), "plain text.") is { } value)
                {
                    map[entry.Name] = value;
                }
                else if (!Key().IsMatch(entry.Name))
                {
                    _bag.Add(HandoverFindings.BadValue(At(path), entry.Name, "a key."));
                }
            }
        }
        else
        {
            _bag.Add(HandoverFindings.BadValue(At(path), written.ToString(), "a mapping."));
        }

        return map.ToImmutable();
    }

    private CloudKind? Cloud(JsonElement content)
    {
        var word = Text(content, "content", "cloud", Name(), "a cloud.");
        if (word is not null && Words.Clouds.TryGetValue(word, out var cloud) && !AccountAccess.FormatsOf(cloud).IsEmpty)
        {
            return cloud;
        }

        if (word is not null)
        {
            _bag.Add(HandoverFindings.BadValue(At("content.cloud"), word, "a cloud with accounts."));
        }

        return null;
    }

    private DateTimeOffset? Moment(JsonElement content, string key)
    {
        if (Text(content, "content", key, Visible(), "a time.") is not { } text)
        {
            return null;
        }

        if (
            DateTimeOffset.TryParseExact(
                text,
                HandoverJson.Time,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out var time
            )
        )
        {
            return time;
        }

        _bag.Add(HandoverFindings.BadValue(At($"content.{key}"), text, "a time like '2026-11-29T12:00:00Z'."));
        return null;
    }

    private string? Text(JsonElement parent, string path, string key, Regex form, string words)
    {
        if (!parent.TryGetProperty(key, out var value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String && value.GetString() is { } text && form.IsMatch(text))
        {
            return text;
        }

        _bag.Add(HandoverFindings.BadValue(At($"{path}.{key}"), value.ToString(), $"it must be {words}"));
        return null;
    }

    private ImmutableArray<string> Texts(JsonElement parent, string path, string key, Regex form, string words)
    {
        var list = parent.GetProperty(key);
        if (list.ValueKind != JsonValueKind.Array)
        {
            _bag.Add(HandoverFindings.BadValue(At($"{path}.{key}"), list.ToString(), "it must be a list."));
            return [];
        }

        var texts = ImmutableArray.CreateBuilder<string>();
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.String && item.GetString() is { } text && form.IsMatch(text))
            {
                texts.Add(text);
            }
            else
            {
                _bag.Add(HandoverFindings.BadValue(At($"{path}.{key}"), item.ToString(), $"it must be {words}"));
            }
        }

        return texts.ToImmutable();
    }

    private bool Keys(JsonElement map, string path, string[] required, string[] optional)
    {
        var there = map.EnumerateObject().Select(entry => entry.Name).ToList();
        var unknown = there.Except(required).Except(optional).ToList();
        var missing = required.Except(there).ToList();
        foreach (var key in unknown)
        {
            _bag.Add(HandoverFindings.Unreadable(At(path), $"The key '{Shown.OneLine(key)}' is not known to this version."));
        }

        foreach (var key in missing)
        {
            _bag.Add(HandoverFindings.Unreadable(At(path), $"The key '{key}' is missing."));
        }

        return unknown.Count + missing.Count == 0;
    }

    private SourceLocation At(string path) => SourceLocation.Top(_file, path);
}

/// <summary>A file that could be read; whether its signature fits is still to be checked.</summary>
public sealed record SignedFile<T>(T Content, HandoverSignature Signature);
