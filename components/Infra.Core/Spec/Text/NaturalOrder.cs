namespace Infra.Core.Spec.Text;

/// <summary>Natural sort order: numbers in words compare by value, <c>business-8</c> before <c>business-16</c>.</summary>
internal static class NaturalOrder
{
    internal static IComparer<string> Comparer { get; } = Comparer<string>.Create(Compare);

    private static int Compare(string left, string right)
    {
        var (i, j) = (0, 0);
        while (i < left.Length && j < right.Length)
        {
            var (one, other) = (Digits(left, i), Digits(right, j));
            if (one.Length > 0 && other.Length > 0)
            {
                var (small, large) = (one.TrimStart('0'), other.TrimStart('0'));
                var order = small.Length != large.Length ? small.Length.CompareTo(large.Length) : string.CompareOrdinal(small, large);
                if (order != 0)
                {
                    return order;
                }

                (i, j) = (i + one.Length, j + other.Length);
            }
            else if (left[i] != right[j])
            {
                return left[i].CompareTo(right[j]);
            }
            else
            {
                (i, j) = (i + 1, j + 1);
            }
        }

        var rest = (left.Length - i).CompareTo(right.Length - j);
        return rest != 0 ? rest : string.CompareOrdinal(left, right);
    }

    private static string Digits(string text, int at) => new([.. text.Skip(at).TakeWhile(char.IsAsciiDigit)]);
}
