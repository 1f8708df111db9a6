using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;

namespace Pulumi.Serialization;

/// <summary>
/// Converts plain wire values to the types of outputs. A value that does not fit becomes null, hence the default of the output's type, as
/// in the real package, which only logs a warning.
/// </summary>
internal static class Converter
{
    public static object? Convert(object? value, Type target) => TryConvert(value, target, out var result) ? result : null;

    private static bool TryConvert(object? value, Type target, out object? result)
    {
        target = Nullable.GetUnderlyingType(target) ?? target;
        result = null;
        if (value == null)
            return true;

        if (target == typeof(object) || (target != typeof(int) && !target.IsGenericType && target.IsInstanceOfType(value)))
        {
            result = value;
            return true;
        }

        if (target == typeof(JsonElement))
        {
            result = JsonSerializer.SerializeToElement(value);
            return true;
        }

        if (target == typeof(int) || target.IsEnum)
        {
            if (value is double number)
                result = target.IsEnum ? Enum.ToObject(target, (int)number) : (int)number;
            return result != null;
        }

        if (target.GetCustomAttribute<EnumTypeAttribute>() != null)
            return TryConstruct(target, [value.GetType()], [value], out result);

        if (target.IsConstructedGenericType)
            return TryConvertGeneric(value, target, out result);

        return target.GetCustomAttribute<OutputTypeAttribute>() != null
            && value is ImmutableDictionary<string, object> fields
            && TryConvertObject(fields, target, out result);
    }

    private static bool TryConvertGeneric(object value, Type target, out object? result)
    {
        result = null;
        var (definition, types) = (target.GetGenericTypeDefinition(), target.GenericTypeArguments);
        if (definition == typeof(Union<,>))
        {
            foreach (var (type, factory) in types.Zip(["FromT0", "FromT1"]))
            {
                if (TryConvert(value, type, out var inner))
                {
                    result = target.GetMethod(factory)!.Invoke(null, [inner]);
                    return true;
                }
            }

            return false;
        }

        if (definition == typeof(ImmutableArray<>) && value is ImmutableArray<object?> list)
            result = Call(nameof(Array), types[0], list);
        else if (definition == typeof(ImmutableDictionary<,>) && value is ImmutableDictionary<string, object> map)
            result = Call(nameof(Dictionary), types[1], map);
        return result != null;
    }

    private static bool TryConvertObject(ImmutableDictionary<string, object> fields, Type target, out object? result)
    {
        var constructor = target
            .GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
            .FirstOrDefault(candidate => candidate.GetCustomAttribute<OutputConstructorAttribute>() != null);
        result = constructor?.Invoke([
            .. constructor
                .GetParameters()
                .Select(parameter =>
                {
                    var name = parameter.GetCustomAttribute<OutputConstructorParameterAttribute>()?.Name ?? parameter.Name!;
                    // A null for a value type becomes its default when the constructor is invoked.
                    return Convert(fields.GetValueOrDefault(name), parameter.ParameterType);
                }),
        ]);
        return result != null;
    }

    private static bool TryConstruct(Type target, Type[] types, object[] arguments, out object? result)
    {
        const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance;
        result = target.GetConstructor(Any, types)?.Invoke(arguments);
        return result != null;
    }

    private static object? Call(string method, Type type, object argument) =>
        typeof(Converter).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type).Invoke(null, [argument]);

    private static ImmutableArray<T> Array<T>(ImmutableArray<object?> list) =>
        [.. list.Select(item => Convert(item, typeof(T)) is T converted ? converted : default!)];

    private static ImmutableDictionary<string, T> Dictionary<T>(ImmutableDictionary<string, object> map) =>
        map.ToImmutableDictionary(item => item.Key, item => Convert(item.Value, typeof(T)) is T converted ? converted : default!);
}
