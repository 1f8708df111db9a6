using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Text;

namespace Infra.Core.Spec.Identity;

/// <summary>How a cloud identifies what its provider runs as: its keys, and the form of their values.</summary>
internal abstract class RunAsForm
{
    /// <summary>The keys in the order of the documentation.</summary>
    internal abstract ImmutableArray<string> Keys { get; }

    /// <summary>The keys without which there is no identity.</summary>
    internal abstract ImmutableArray<string> Required { get; }

    /// <summary>Returns the identity, or null (reported).</summary>
    /// <param name="project">The project that it is for, as far as it is valid.</param>
    internal abstract RunAs? Read(MapReader keys, RunAsProject project, DiagnosticBag bag);

    /// <summary>The IDs that are the account owner's to give, each with the key that holds it.</summary>
    internal abstract IEnumerable<(string Key, string Id)> Ids(RunAs identity);

    /// <summary>The schema for editors of one of <see cref="Keys"/>.</summary>
    internal abstract JsonObject Schema(string key);

    /// <summary>Thrown if the schema lacks a key that the reader accepts.</summary>
    internal static InvalidOperationException NotInSchema(string key) => new($"The schema does not know the key 'runAs.{key}' yet.");
}

/// <summary>What an identity is compared with; null where the file has no valid value.</summary>
/// <param name="Account">The account that everything is created in.</param>
internal sealed record RunAsProject(string? Name, string? Region, string? Account);
