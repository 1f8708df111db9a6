using System.Collections.Immutable;
using Pulumi.Serialization;

namespace Pulumi.Testing;

/// <summary>Connects a deployment to the mocks: what they see of a resource, and how their answers are used.</summary>
internal sealed class MockMonitor(IMocks mocks)
{
    private readonly List<Resource> _registered = [];

    public ImmutableArray<Resource> Registered
    {
        get
        {
            lock (_registered)
                return [.. _registered];
        }
    }

    public async Task<Response> NewResourceAsync(
        Resource resource,
        string? parentUrn,
        Dictionary<string, SerializedProperty> inputs,
        string provider,
        string? readId,
        string importId
    )
    {
        lock (_registered)
            _registered.Add(resource);

        var urn = NewUrn(parentUrn, resource.GetResourceType(), resource.GetResourceName());
        if (resource is Stack)
            return new Response(urn, null, []);

        var (id, state) = await mocks
            .NewResourceAsync(
                new MockResourceArgs
                {
                    Type = resource.GetResourceType(),
                    Name = resource.GetResourceName(),
                    Inputs = Visible(inputs),
                    Provider = provider,
                    Id = string.IsNullOrEmpty(readId) ? importId : readId,
                }
            )
            .ConfigureAwait(false);
        return new Response(urn, id ?? importId, await PropertiesAsync(state).ConfigureAwait(false));
    }

    public async Task<SerializedProperty> CallAsync(string token, Dictionary<string, SerializedProperty> inputs, string provider)
    {
        var result = await mocks
            .CallAsync(
                new MockCallArgs
                {
                    Token = token,
                    Args = Visible(inputs),
                    Provider = provider,
                }
            )
            .ConfigureAwait(false);
        return await SerializedProperty.OfAsync(token, Bag(result)).ConfigureAwait(false);
    }

    public Task RegisterOutputsAsync(string urn, Dictionary<string, SerializedProperty> outputs) =>
        mocks.RegisterResourceOutputs(
            new MockRegisterResourceOutputsRequest(
                urn,
                outputs.ToImmutableDictionary(
                    output => output.Key,
                    output => new Output<object?>(
                        Task.FromResult(new OutputData<object?>([], output.Value.Value, output.Value.IsKnown, output.Value.IsSecret))
                    )
                )
            )
        );

    /// <summary>The real mock engine keeps only the stack's type and the resource's own, however deep the resource is.</summary>
    private static string NewUrn(string? parentUrn, string type, string name)
    {
        var qualified = string.IsNullOrEmpty(parentUrn) ? type : $"{Stack.RootType}${type}";
        return $"urn:pulumi:{Deployment.Instance.StackName}::{Deployment.Instance.ProjectName}::{qualified}::{name}";
    }

    private static ImmutableDictionary<string, object> Visible(Dictionary<string, SerializedProperty> inputs) =>
        inputs
            .Where(input => input.Value is { IsKnown: true, Value: not null })
            .ToImmutableDictionary(input => input.Key, input => input.Value.Value!);

    private static async Task<Dictionary<string, SerializedProperty>> PropertiesAsync(object state) =>
        await SerializedProperty.OfAllAsync(Bag(state)).ConfigureAwait(false);

    private static ImmutableDictionary<string, object?> Bag(object answer) =>
        (answer as IDictionary<string, object?>)?.ToImmutableDictionary()
        ?? throw new InvalidOperationException($"{answer.GetType().FullName} is not a supported argument type");

    /// <param name="Id">Null or empty if not known.</param>
    internal sealed record Response(string Urn, string? Id, Dictionary<string, SerializedProperty> State);
}
