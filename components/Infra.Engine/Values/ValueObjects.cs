using System.Collections;
using System.Collections.Immutable;
using Pulumi;

namespace Infra.Engine.Values;

/// <summary>
/// Converts between <see cref="Value"/> and what mocks exchange with the SDK: boxed scalars, lists, dictionaries, outputs.
/// </summary>
internal static class ValueObjects
{
    /// <summary>Returns null for null. Numbers are doubles, as the SDK passes them to mocks.</summary>
    public static Value? FromObject(object? value) =>
        value switch
        {
            null => null,
            bool b => new Value.Bool(b),
            string s => new Value.Text(s),
            int or long or float or double or decimal => new Value.Number(Convert.ToDouble(value)),
            IDictionary map => Value.MapOf(
                map.Keys.Cast<object>()
                    .Select(key => KeyValuePair.Create((string)key, FromObject(map[key])))
                    .Where(pair => pair.Value is not null)
                    .Select(pair => KeyValuePair.Create(pair.Key, pair.Value!))
            ),
            IEnumerable list => new Value.List([.. list.Cast<object?>().Select(FromObject).OfType<Value>()]),
            _ => new Value.Text(value.ToString() ?? ""),
        };

    /// <summary>
    /// A mock's state: secrets become secret outputs at the top level (a mock's state carries secrecy per property); unknown properties
    /// are left out, which the SDK reads as unknown in a preview.
    /// </summary>
    public static ImmutableDictionary<string, object> ToMockState(Value.Map values) =>
        values
            .Items.Where(pair => !pair.Value.HasUnknown)
            .ToImmutableDictionary(
                pair => pair.Key,
                pair => pair.Value.HasSecret ? Output.CreateSecret(ToObject(pair.Value)) : ToObject(pair.Value)
            );

    private static object ToObject(Value value) =>
        value switch
        {
            Value.Bool b => b.Content,
            Value.Number n => n.Content,
            Value.Text t => t.Content,
            Value.List l => l.Items.Select(ToObject).ToImmutableArray(),
            Value.Map m => m.Items.ToImmutableDictionary(p => p.Key, p => ToObject(p.Value)),
            Value.Secret s => ToObject(s.Content),
            _ => throw new InvalidOperationException("An unknown value cannot be handed to the program."),
        };
}
