using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using Pulumi;

namespace Infra.Components.Tests.Testing;

/// <summary>Sees what mocks do not: parents, dependencies, options, and which inputs are secret.</summary>
internal sealed class Recorder
{
    private readonly ConcurrentQueue<Task<Recorded>> _seen = new();

    internal StackOptions Options => new() { ResourceTransformations = { Record } };

    internal async Task<ImmutableSortedDictionary<string, Recorded>> ResourcesAsync(CloudMocks mocks)
    {
        var all = await Task.WhenAll(_seen);
        return all.Select(seen =>
                mocks.Inputs.TryGetValue((seen.Type, seen.Name), out var inputs)
                    ? seen with
                    {
                        Inputs = inputs.ToImmutableSortedDictionary(StringComparer.Ordinal),
                    }
                    : seen
            )
            .ToImmutableSortedDictionary(seen => seen.Key, seen => seen, StringComparer.Ordinal);
    }

    private ResourceTransformationResult? Record(ResourceTransformationArgs args)
    {
        _seen.Enqueue(ReadAsync(args));
        return null;
    }

    private static async Task<Recorded> ReadAsync(ResourceTransformationArgs args)
    {
        var (resource, options) = (args.Resource, args.Options);
        // Read immediately: a component's list of options may be shared with its children.
        var (parent, dependsOn, replaceWith) = (options.Parent, options.DependsOn, options.ReplaceWith);
        return new Recorded(
            resource.GetResourceType(),
            resource.GetResourceName(),
            parent?.GetResourceName() ?? "",
            ImmutableSortedDictionary<string, object>.Empty,
            GivenInputs(args.Args),
            await SecretsAsync(args.Args),
            await NamesAsync(dependsOn),
            await NamesAsync(replaceWith),
            options
        );
    }

    private static async Task<ImmutableSortedSet<string>> NamesAsync(InputList<Resource> resources)
    {
        var names = ImmutableSortedSet.CreateBuilder<string>(StringComparer.Ordinal);
        await foreach (var resource in resources)
        {
            var known = new TaskCompletionSource<string>();
            _ = resource
                .ToOutput()
                .Apply(value =>
                {
                    known.SetResult(value.GetResourceName());
                    return value;
                });
            names.Add(await known.Task);
        }

        return names.ToImmutable();
    }

    private static ImmutableSortedSet<string> GivenInputs(ResourceArgs? args) => [.. Given(args).Select(given => given.Wire)];

    private static async Task<ImmutableSortedSet<string>> SecretsAsync(ResourceArgs? args)
    {
        var secrets = ImmutableSortedSet.CreateBuilder<string>(StringComparer.Ordinal);
        foreach (var (wire, value) in Given(args))
        {
            if (await IsSecretAsync(value))
                secrets.Add(wire);
        }

        return secrets.ToImmutable();
    }

    // Fields and not properties: reading a list property creates the list.
    private static IEnumerable<(string Wire, object Value)> Given(ResourceArgs? args) =>
        from field in args is null ? [] : Fields(args.GetType())
        let value = field.GetValue(args)
        where value is not null
        select (WireName(field), value);

    private static IEnumerable<FieldInfo> Fields(Type type) =>
        type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic).Where(field => IsInput(field.FieldType));

    private static bool IsInput(Type? type) =>
        type is not null && ((type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Input<>)) || IsInput(type.BaseType));

    private static async Task<bool> IsSecretAsync(object input)
    {
        var type = input.GetType();
        while (!(type!.IsGenericType && type.GetGenericTypeDefinition() == typeof(Input<>)))
            type = type.BaseType;
        var read = typeof(Recorder).GetMethod(nameof(IsSecretInputAsync), BindingFlags.Static | BindingFlags.NonPublic)!;
        return await (Task<bool>)read.MakeGenericMethod(type.GetGenericArguments()).Invoke(null, [input])!;
    }

    private static Task<bool> IsSecretInputAsync<T>(Input<T> input) => Output.IsSecretAsync(input.ToOutput());

    // The attribute is on the field or, if the field is compiler-generated, on its property.
    private static string WireName(FieldInfo field)
    {
        MemberInfo member = field.Name.StartsWith('<')
            ? field.DeclaringType!.GetProperty(field.Name[1..field.Name.IndexOf('>', StringComparison.Ordinal)])!
            : field;
        var attribute = member.GetCustomAttributesData().Single(data => data.AttributeType == typeof(InputAttribute));
        return (string)attribute.ConstructorArguments[0].Value!;
    }
}
