using Pulumi.Serialization;
using Pulumi.Testing;

namespace Pulumi;

/// <summary>
/// Registers one resource: waits for its inputs, its parent, its provider and its dependencies, asks the mocks, and fills in its outputs.
/// </summary>
internal sealed class Registration(Deployment deployment, Resource resource, ResourceArgs args, ResourceOptions options)
{
    public async Task RunAsync()
    {
        try
        {
            var (urn, id, state) = await AskAsync().ConfigureAwait(false);
            foreach (var (name, slot) in resource.Outputs.Slots)
            {
                if (name == "urn")
                    slot.Set(urn, isKnown: true, isSecret: false);
                else if (name == "id" && resource is CustomResource)
                    slot.Set(id, isKnown: !string.IsNullOrEmpty(id), isSecret: false);
                else if (state.TryGetValue(name, out var property))
                    slot.Set(property.Value, property.IsKnown, property.IsSecret);
            }
        }
        catch (Exception exception)
        {
            foreach (var (_, slot) in resource.Outputs.Slots)
                slot.Fail(exception);
            throw;
        }

        // What the mocks did not return: null on creation, unknown in a preview.
        foreach (var (_, slot) in resource.Outputs.Slots)
            slot.SetDefault(isKnown: !deployment.IsDryRun);
    }

    private async Task<MockMonitor.Response> AskAsync()
    {
        var readId = options.Id == null ? null : await options.Id.ToOutput().GetValueAsync("").ConfigureAwait(false);
        if (!string.IsNullOrEmpty(readId) && resource is not CustomResource)
            throw new ArgumentException("ResourceOptions.Id is only valid for a CustomResource");

        if (options.DeletedWith != null)
            await options.DeletedWith.Urn.DataTask.ConfigureAwait(false);
        await Dependencies.WaitAsync(await Dependencies.ListAsync(options.ReplaceWith).ConfigureAwait(false)).ConfigureAwait(false);

        var explicitOnes = await Dependencies.ListAsync(options.DependsOn).ConfigureAwait(false);
        var inputs = await SerializedProperty
            .OfAllAsync(args.ToDictionary().Where(input => input.Key is not ("id" or "urn")))
            .ConfigureAwait(false);
        var parent = options.Parent ?? (resource is Stack ? null : deployment.Stack);
        var parentUrn = parent == null ? null : await parent.Urn.GetValueAsync("").ConfigureAwait(false);
        var provider = resource.Provider == null ? "" : await resource.Provider.ReferenceAsync().ConfigureAwait(false);
        await Dependencies.WaitAsync(explicitOnes.Concat(inputs.Values.SelectMany(input => input.Dependencies))).ConfigureAwait(false);

        var response = await deployment
            .Monitor.NewResourceAsync(resource, parentUrn, inputs, provider, readId, (options as CustomResourceOptions)?.ImportId ?? "")
            .ConfigureAwait(false);
        return string.IsNullOrEmpty(readId) ? response : response with { Id = readId };
    }
}
